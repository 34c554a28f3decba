import { type EvaluationContext, OpenFeature, ProviderEvents } from '@openfeature/web-sdk';
import { createCrowdView } from './crowd/crowd-view.ts';
import { createChoices } from './dom/choices.ts';
import { requiredElement } from './dom/required-element.ts';
import { whenSeen } from './dom/when-seen.ts';
import { DEMO_FLAGS } from './flags/demo-flag.ts';
import { createFlagBoard, type FlagBoard } from './flags/flag-board.ts';
import { createLab, type Lab } from './lab/lab.ts';
import { type ConnectedMode, connectMode } from './modes/connected-mode.ts';
import { MODES, type Mode, type ModeId } from './modes/mode.ts';
import { keepForOffline } from './offline/keep-for-offline.ts';
import { findRelay, type RelayAddress } from './relay/relay-address.ts';
import { relayControl } from './relay/relay-control.ts';
import { createRelayPanel } from './relay/relay-panel.ts';
import { createRelaySide } from './relay/relay-side.ts';
import { createShopFront } from './shop/shop-front.ts';
import { createEventLog } from './status/event-log.ts';
import { createModeCard } from './status/mode-card.ts';
import { createProblemNotice } from './status/problem-notice.ts';
import { createThemeChoice } from './theme/theme-choice.ts';
import { createTimeTravel } from './time/time-travel.ts';
import { FIRST_USER } from './user/demo-users.ts';
import { createUserEditor } from './user/user-editor.ts';

// While a new user's flags are under way they are at their defaults; a flash of those would only unsettle.
const UNNOTICED_MS = 150;
// Parts that flags fill are not drawn before there are any: each would push down what lies below it.
const LONGEST_BLANK_MS = 800;
const SHOWN_FLAGS = DEMO_FLAGS.map(({ key }) => key);
/** How often the flags' histories move on: by about a pixel. */
const HISTORY_STEP_MS = 2_000;

/** A mode on the page. */
interface ShownMode {
  readonly connected: ConnectedMode;
  /** Shows it anew. */
  readonly show: () => void;
}

/** Connects a mode and keeps its card, its column and its log true. */
function showMode(
  mode: Mode,
  relay: RelayAddress,
  board: FlagBoard,
  onShown: (mode: ConnectedMode) => void,
): ShownMode {
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
    onShown(connected);
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
  return { connected, show };
}

/** The shop, driven by the mode that the visitor chose. */
function showShop(): (connected: ConnectedMode) => void {
  const shop = createShopFront();
  const known = new Map<ModeId, ConnectedMode>();
  let chosen: ModeId = 'in-process';
  const show = (): void => {
    const connected = known.get(chosen);
    if (connected !== undefined) shop.show(connected.client);
  };
  requiredElement('shop').append(shop.root);
  const choose = (id: ModeId): void => {
    chosen = id;
    show();
  };
  requiredElement('shop-mode').append(createChoices('The shop shows the answers of', MODES, choose).root);
  return (connected) => {
    known.set(connected.mode.id, connected);
    if (connected.mode.id === chosen) show();
  };
}

/** What needs the evaluator itself: other users, other times. Each part begins when somebody comes near it. Returns what tells it of another user. */
function showLab(lab: Lab, board: FlagBoard): (context: EvaluationContext) => void {
  const crowd = createCrowdView(lab);
  const time = createTimeTravel(lab, (atMs) => crowd.travel(atMs));
  requiredElement('time').append(time.root);
  requiredElement('crowd').append(crowd.root);
  const inspect = (): void => board.showInsights(lab.inspect(OpenFeature.getContext(), SHOWN_FLAGS));
  let isInspecting = false;
  let isTravelling = false;
  whenSeen(board.root, () => {
    isInspecting = true;
    lab.listen(inspect);
    void lab.refresh();
  });
  whenSeen(time.root, () => {
    isTravelling = true;
    time.start(OpenFeature.getContext());
    crowd.start();
  });
  return (context) => {
    if (isTravelling) time.setContext(context);
    if (isInspecting) inspect();
  };
}

function showRelaySide(relay: RelayAddress): void {
  const control = relayControl(relay.kind);
  if (control === undefined) return;
  unhide('.of-relay-side');
  whenSeen(requiredElement('relay-side'), () => requiredElement('relay-side').append(createRelaySide(control)));
}

function unhide(selector: string): void {
  for (const part of document.querySelectorAll<HTMLElement>(selector)) part.hidden = false;
}

/** Ends with the provider's first word, good or bad. */
function firstWord({ connected: { client } }: ShownMode): Promise<void> {
  return new Promise((resolve) => {
    for (const event of [ProviderEvents.Ready, ProviderEvents.Error]) client.addHandler(event, () => resolve());
  });
}

/** Draws the page's parts as soon as both modes have said something, or have been silent for long. */
async function unveil(modes: readonly ShownMode[], relay: RelayAddress): Promise<void> {
  const tooLong = new Promise((resolve) => setTimeout(resolve, LONGEST_BLANK_MS));
  await Promise.race([Promise.all(modes.map(firstWord)), tooLong]);
  unhide('.of-flags');
  showRelaySide(relay);
}

/** Times every mode as soon as it is ready. */
function measureModes(modes: readonly ShownMode[], board: FlagBoard): void {
  for (const { connected } of modes) {
    connected.client.addHandler(ProviderEvents.Ready, () => void board.measure(connected));
  }
}

async function start(): Promise<void> {
  requiredElement('theme').append(createThemeChoice());
  const relay = await findRelay(new URLSearchParams(location.search));
  requiredElement('relay').append(createRelayPanel(relay));

  const board = createFlagBoard();
  requiredElement('flags').append(board.root);
  const lab = createLab(relay);
  const showUser = showLab(lab, board);
  const showInShop = showShop();

  // Both modes' providers share the global context: one user, two ways to answer.
  await OpenFeature.setContext(FIRST_USER.context);
  const shownModes = MODES.map((mode) => showMode(mode, relay, board, showInShop));
  for (const { show } of shownModes) show();
  for (const { connected } of shownModes) {
    connected.client.addHandler(ProviderEvents.ConfigurationChanged, () => void lab.refresh());
  }
  whenSeen(board.root, () => {
    measureModes(shownModes, board);
    setInterval(board.passTime, HISTORY_STEP_MS);
  });

  const changeUser = (context: EvaluationContext): void => {
    void OpenFeature.setContext(context);
    // In-process mode answers for the new user already; its event follows in a later task.
    for (const { show } of shownModes) show();
    showUser(context);
  };
  requiredElement('user').append(createUserEditor(FIRST_USER.context, changeUser));
  await unveil(shownModes, relay);
  await keepForOffline();
  // A visit without a network has everything, also what nobody has come near to yet.
  if (lab.flagKeys().length === 0) await lab.refresh();
}

await start();
