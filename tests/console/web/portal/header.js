import { ask } from '../api.js';

ask('/api/session').then((session) => {
  if (!session) {
    top.location.href = '/login';
    return;
  }
  document.querySelector('#company').textContent = session.company;
  document.querySelector('#account-number').textContent = session.number;
});
