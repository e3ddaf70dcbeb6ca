/** Requests as FixMyStreet's client writes them (perllib/Open311.pm), for tests and for trying a connection. */
export const someForms = {
  problem: (number: number): Readonly<Record<string, string>> => ({
    jurisdiction_id: 'asb.example.org',
    service_code: 'noise',
    lat: '52.63562',
    long: '-1.13291',
    first_name: 'Ann',
    last_name: 'Example',
    email: 'ann@example.org',
    phone: '01632 960001',
    media_url: 'https://fms.example.org/photo/1.jpeg',
    description: `title: Bins all over\n\ndetail: Bins all over the road & music\n\nurl: http://fms.example.org/report/${number}\n\nSubmitted via FixMyStreet\n`,
    'attribute[fixmystreet_id]': String(number),
  }),
  update: (requestId: string, number: number): Readonly<Record<string, string>> => ({
    service_request_id: requestId,
    update_id: String(number),
    updated_datetime: '2026-10-01T21:00:00+01:00',
    status: 'OPEN',
    description: 'this is a comment',
    first_name: 'Ann',
    last_name: '-',
    email: 'ann@example.org',
  }),
}

/** A photograph of one grey point. */
export const somePhoto = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=',
  'base64',
)
