import { type EvaluationContext, OpenFeature } from '@openfeature/web-sdk';
import { requiredElement } from './dom/required-element.ts';
import { createFlagBoard, type FlagBoard } from './flags/flag-board.ts';
import { type ConnectedMode, connectMode } from './modes/connected-mode.ts';
import { MODES, type Mode } from './modes/mode.ts';
import { findRelay, type RelayAddress } from './relay/relay-address.ts';
import { createRelayPanel } from './relay/relay-panel.ts';
import { createEventLog } from './status/event-log.ts';
import { createModeCard } from './status/mode-card.ts';
import { createProblemNotice } from './status/problem-notice.ts';
import { createThemeChoice } from './theme/theme-choice.ts';
import { FIRST_USER } from './user/demo-users.ts';
import { createUserEditor } from './user/user-editor.ts';

// While a new user's flags are under way they are at their defaults; a flash of those would only unsettle.
const UNNOTICED_MS = 150;

/** Connects a mode and keeps its card, its column and its log true. Returns what shows it anew. */
function showMode(mode: Mode, relay: RelayAddress, board: FlagBoard): () => void {
  const card = createModeCard(mode);
  const notice = createProblemNotice(mode);
  const log = createEventLog(mode);
  const connected: ConnectedMode = connectMode(mode, relay, (event) => {
    log.add(event);
    show();
  });
  const render = (): void => {
    const state = connected.state();
    card.show(state);
    notice.show(state);
    board.refresh(connected);
  };
  let delay: ReturnType<typeof setTimeout> | undefined;
  const show = (): void => {
    clearTimeout(delay);
    if (connected.state().status === 'RECONCILING') delay = setTimeout(render, UNNOTICED_MS);
    else render();
  };
  requiredElement('mode-cards').append(card.root);
  requiredElement('problems').append(notice.root);
  requiredElement('event-logs').append(log.root);
  show();
  return show;
}

async function start(): Promise<void> {
  requiredElement('theme').append(createThemeChoice());
  const relay = await findRelay(new URLSearchParams(location.search));
  requiredElement('relay').append(createRelayPanel(relay));

  const board = createFlagBoard();
  requiredElement('flags').append(board.root);

  // Both modes' providers share the global context: one user, two ways to answer.
  await OpenFeature.setContext(FIRST_USER.context);
  const showModes = MODES.map((mode) => showMode(mode, relay, board));

  const changeUser = (context: EvaluationContext): void => {
    void OpenFeature.setContext(context);
    // In-process mode answers for the new user already; its event follows in a later task.
    for (const show of showModes) show();
  };
  requiredElement('user').append(createUserEditor(FIRST_USER.context, changeUser));
}

await start();
