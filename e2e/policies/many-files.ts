// An application as bundlers build it: what is loaded later are files of their own.
import { GoFeatureFlagProvider } from '@goff-web/core';
import { showBothModes } from './show-both-modes.ts';

void showBothModes(GoFeatureFlagProvider);
