import { guardActor } from '../../app/domain/guard/guard.ts';
import { say, user, type Part } from './rich.ts';

/** Who did something: a person, or the guard of the job. */
export function actor(id: string): Part {
  return id === guardActor ? say('its guard') : user(id);
}
