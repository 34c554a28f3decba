// `goff-later.js`: what few pages need, or only once their flags are shown. It keeps no state and knows no class of `goff.js`, of which it shares
// nothing.
import { createAnswerSharing, createChangeWatch } from '@goff-web/internal/browser/change-watch';
import { browserCourier } from '@goff-web/internal/browser/event-courier';
import { goffAbiEngine, javascriptTwin } from '#other-engines';
import { leave } from '../deposit.ts';

leave('goff-later.js', { browserCourier, createAnswerSharing, createChangeWatch, goffAbiEngine, javascriptTwin });
