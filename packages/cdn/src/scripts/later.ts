// `goff-later.js`: what a page needs only once its flags are shown. It keeps no state and knows no class of `goff.js`, of which it shares nothing.

import { createAnswerSharing, createChangeWatch } from '@goff-web/internal/browser/change-watch';
import { browserCourier } from '@goff-web/internal/browser/event-courier';
import { leave } from '../deposit.ts';

leave('goff-later.js', { browserCourier, createAnswerSharing, createChangeWatch });
