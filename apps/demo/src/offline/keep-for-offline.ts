/** Lets the page start without a network from its second visit on. Flags have their own store; this keeps the page itself. */
export async function keepForOffline(): Promise<void> {
  // The development server serves sources that change under the hand; nothing of them is worth keeping.
  if (import.meta.env.DEV || !('serviceWorker' in navigator)) return;
  try {
    await navigator.serviceWorker.register('/service-worker.js');
  } catch {
    // Private windows and blocked storage: the page works as long as there is a network.
  }
}
