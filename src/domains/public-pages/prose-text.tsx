import type { Prose } from '#locales'
import type { Html } from '#platform/govuk'

const links = /\[([^\]]+)\]\(([^)\s]+)\)/g

/** One line of text in which `[words](/address)` is a link. */
export function Sentence({ text }: { text: string }): Html {
  const parts: (Html | string)[] = []
  let read = 0
  for (const found of text.matchAll(links)) {
    const [whole, words, address] = found
    parts.push(
      text.slice(read, found.index),
      <a class="govuk-link" href={address}>
        {words}
      </a>,
    )
    read = found.index + whole.length
  }
  return (
    <>
      {parts}
      {text.slice(read)}
    </>
  )
}

/** Paragraphs, headings and lists. */
export function ProseText({ prose }: { prose: Prose }): Html {
  return <>{prose.map((block) => Block({ block }))}</>
}

function Block({ block }: { block: Prose[number] }): Html {
  if (typeof block === 'string')
    return (
      <p class="govuk-body">
        <Sentence text={block} />
      </p>
    )
  if ('heading' in block) return <h2 class="govuk-heading-m">{block.heading}</h2>
  if ('list' in block) return <ul class="govuk-list govuk-list--bullet">{itemsOf(block.list)}</ul>
  return <ol class="govuk-list govuk-list--number">{itemsOf(block.steps)}</ol>
}

function itemsOf(texts: readonly string[]): Html[] {
  return texts.map((text) => (
    <li>
      <Sentence text={text} />
    </li>
  ))
}
