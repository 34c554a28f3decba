// A dedicated worker.
import { GoFeatureFlagProvider } from '@goff-web/core';
import { answerMessages } from './answer-messages.ts';

answerMessages(GoFeatureFlagProvider);
