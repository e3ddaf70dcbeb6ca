import type { AddLayerObject } from 'maplibre-gl'

/** The ten steps of `heat-0` to `heat-9` in styles.scss, light to dark. */
const heat = [
  '#f8f8f8',
  '#fdf0e1',
  '#fbdfc0',
  '#f8c997',
  '#f3ae6f',
  '#e98f4d',
  '#d86f34',
  '#bb5024',
  '#94371b',
  '#6b2414',
]

/** Areas are shaded by their property `level` (0 to 9), where they have one. */
export const areaLayers: AddLayerObject[] = [
  {
    id: 'areas',
    type: 'fill',
    source: 'areas',
    paint: {
      'fill-color': [
        'step',
        ['coalesce', ['get', 'level'], -1],
        '#ffffff',
        ...heat.flatMap((colour, level) => [level, colour]),
      ],
      'fill-opacity': 0.85,
    },
  },
  { id: 'area-edges', type: 'line', source: 'areas', paint: { 'line-color': '#505a5f', 'line-width': 1 } },
]

/** Points grow with their property `count`; one where it is absent. */
export const pointLayers: AddLayerObject[] = [
  {
    id: 'points',
    type: 'circle',
    source: 'points',
    paint: {
      'circle-color': '#16425b',
      'circle-stroke-color': '#ffffff',
      'circle-stroke-width': 1,
      'circle-radius': ['min', 20, ['+', 4, ['sqrt', ['coalesce', ['get', 'count'], 1]]]],
    },
  },
]

/** An area, a way or a circle that stands for a place: never a pin. */
export const shapeLayers: AddLayerObject[] = [
  {
    id: 'shape',
    type: 'fill',
    source: 'shape',
    filter: ['==', ['geometry-type'], 'Polygon'],
    paint: { 'fill-color': '#1d70b8', 'fill-opacity': 0.25 },
  },
  { id: 'shape-edge', type: 'line', source: 'shape', paint: { 'line-color': '#16425b', 'line-width': 3 } },
  {
    id: 'shape-points',
    type: 'circle',
    source: 'shape',
    filter: ['!=', ['geometry-type'], 'Polygon'],
    paint: { 'circle-color': '#16425b', 'circle-radius': 4 },
  },
]
