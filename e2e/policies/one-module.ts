// An application whose in-process mode is one module: for policies that admit nothing but hashes.
import { GoFeatureFlagProvider } from '@goff-web/core/service-worker';
import { showBothModes } from './show-both-modes.ts';

void showBothModes(GoFeatureFlagProvider);
