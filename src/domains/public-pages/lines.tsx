import type { Html } from '#platform/govuk'

/** Text with its line breaks. */
export function Lines({ text }: { text: string }): Html {
  return (
    <>
      {text.split('\n').map((line, index) => (
        <>
          {index > 0 && <br />}
          {line}
        </>
      ))}
    </>
  )
}
