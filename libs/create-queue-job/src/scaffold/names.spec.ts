import { describe, expect, it } from 'vitest';
import { nameJob } from './names.js';
import { badName, badQueue, noName, queueFromName, reservedName } from './scaffold.messages.js';

describe('nameJob', () => {
  it('calls the classes and the queue as the job, unless a queue is named', () => {
    expect(nameJob('create-guardian')).toEqual({
      name: 'create-guardian',
      className: 'CreateGuardian',
      queue: 'create-guardian',
    });
    expect(nameJob('make-v2-8', 'guardian-events')).toEqual({
      name: 'make-v2-8',
      className: 'MakeV28',
      queue: 'guardian-events',
    });
  });

  it.each([undefined, ''])('refuses no name (%o)', (name) => {
    expect(() => nameJob(name)).toThrow(noName());
  });

  it.each([
    { name: 'CreateGuardian', suggestion: 'create-guardian' },
    { name: 'create_guardian', suggestion: 'create-guardian' },
    { name: '2-guardians', suggestion: 'guardians' },
    { name: '../guardians', suggestion: 'guardians' },
    { name: 'create--guardian', suggestion: 'create-guardian' },
    { name: 'guardian-', suggestion: 'guardian' },
    { name: '@scope/guardians', suggestion: 'scope-guardians' },
    { name: '123', suggestion: undefined },
    { name: 'g'.repeat(54), suggestion: undefined },
  ])('refuses the name $name, and suggests $suggestion', ({ name, suggestion }) => {
    expect(() => nameJob(name)).toThrow(badName(name, suggestion));
  });

  it('refuses names whose classes the library has', () => {
    expect(() => nameJob('queue-job')).toThrow(reservedName('queue-job'));
  });

  it.each(['Guardians', 'ab', 'a--b', '-ab', 'ab-', 'a_b', 'g'.repeat(57)])(
    'refuses the queue %s, which Azure would',
    (queue) => {
      expect(() => nameJob('create-guardian', queue)).toThrow(badQueue(queue));
    },
  );

  it('asks for a queue when the name is too short for one', () => {
    expect(() => nameJob('go')).toThrow(queueFromName('go'));
    expect(nameJob('go', 'guardians').queue).toBe('guardians');
  });
});
