const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Resolves when this process is told to stop: by Ctrl-C, by a service manager, or because the process that started it
 * with a channel has died. Later signals are ignored, so that an orderly stop is not cut short by a second one that a
 * terminal sends to every process at once.
 */
export function whenToldToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of signals) process.on(signal, () => resolve())
    // Only a process started with a channel can lose it.
    if (process.channel) process.once('disconnect', () => resolve())
  })
}
