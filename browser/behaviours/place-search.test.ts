import { expect, test } from 'vitest'
import { splitMarks } from './place-search.ts'

test('among marks the search is for the place that is being typed, and what stands around it stays', () => {
  expect(splitMarks('Quay Road')).toEqual({ before: '', place: 'Quay Road', after: '' })
  expect(splitMarks('Quay Road ~200')).toEqual({ before: '', place: 'Quay Road', after: ' ~200' })
  expect(splitMarks('Quay Road > Mill L')).toEqual({ before: 'Quay Road > ', place: 'Mill L', after: '' })
  expect(splitMarks('Quay Road + Mill Lane + St')).toEqual({
    before: 'Quay Road + Mill Lane + ',
    place: 'St',
    after: '',
  })
})
