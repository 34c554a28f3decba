import { startBehaviourRelay } from './behaviour-relay.ts';
import { FLAGS, KEY } from './behaviour-stage.ts';
import { describeBehaviour } from './describe-behaviour.ts';

describeBehaviour(() => startBehaviourRelay('real', FLAGS, [KEY]));
