import { describeBehaviour } from './describe-behaviour.ts';
import { pageBehaviourRelay } from './page-behaviour-relay.ts';

describeBehaviour(() => Promise.resolve(pageBehaviourRelay()));
