import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * The order of the files within a group. Tests of faults wait for half a minute at a time, for a worker that was killed
 * to be missed or a sender that stands still to be hung up on. One follows each two others, the longest first, so that
 * they wait beside work and never beside each other alone at the end.
 */
export default class InOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const groups = Map.groupBy(sorted, ({ project }) => project.config.sequence.groupOrder)
    return [...groups.keys()]
      .sort((one, other) => one - other)
      .flatMap((key) => spread(groups.get(key) ?? []))
  }
}

const waits = ({ moduleId }: TestSpecification) => moduleId.includes('/test/faults/')

function spread(files: readonly TestSpecification[]): TestSpecification[] {
  const waiting = files.filter(waits)
  const working = files.filter((file) => !waits(file))
  return files.flatMap((_, at) => {
    const next = at % 3 === 0 ? (waiting.shift() ?? working.shift()) : (working.shift() ?? waiting.shift())
    return next ?? []
  })
}
