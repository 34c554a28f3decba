// A service worker: one module, because `import()` is refused here.
import { GoFeatureFlagProvider } from '@goff-web/core/service-worker';
import { answerMessages } from './answer-messages.ts';

answerMessages(GoFeatureFlagProvider);
