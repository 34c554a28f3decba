/** How a lock is held: by one alone, by any number side by side, or by one who takes it from whoever has it. */
export type LockMode = 'exclusive' | 'shared' | 'stolen';

/** Why a lock is not held, though nobody let go of it: another tab took it, or the platform refuses locks here. */
export type LockLoss = 'taken' | 'refused';

/** Lets go of a lock, or waits for it no longer. Resolves when {@link Tabs.isHeld} knows. Harmless when called twice. */
export type LetGo = () => Promise<void>;

/** A line to all others that opened one of the same name, in this page or in another tab. */
export interface TabChannel {
  /** Sends a structured clone. Never throws; nothing is sent once the channel is closed. */
  post(message: unknown): void;
  close(): void;
}

/** What the tabs of one browser and origin have in common. */
export interface Tabs {
  /**
   * Waits for a lock and holds it until the returned function is called, or the page is gone, however it ends. `onHeld` is called once it is
   * held, `onLost` at most once, and neither after the returned function.
   */
  hold(name: string, mode: LockMode, onHeld: () => void, onLost: (loss: LockLoss) => void): LetGo;
  /** Whether somebody holds the lock. Rejects where locks are refused. */
  isHeld(name: string): Promise<boolean>;
  /** Opens a line. `hear` gets what others post, from whatever version of whatever library; never what was posted here. */
  openChannel(name: string, hear: (message: unknown) => void): TabChannel;
}
