import { describeBehaviour } from './describe-behaviour.ts';

describeBehaviour('embedded');
