import { defineEntity, p } from '@mikro-orm/core';

/** A dated role of a person in an organisation (DOMAIN: roles and separation of duties 10, 13). */
const AppointmentSchema = defineEntity({
  name: 'Appointment',
  tableName: 'appointment',
  properties: {
    id: p.uuid().primary(),
    accountId: p.string(),
    organisationId: p.string(),
    role: p.string(),
    validFrom: p.date(),
    validTo: p.date().nullable(),
  },
});
export class Appointment extends AppointmentSchema.class {}
AppointmentSchema.setClass(Appointment);
