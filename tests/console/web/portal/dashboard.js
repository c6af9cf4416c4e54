import { report } from '../api.js';
import { recordEvents } from '../events.js';

recordEvents();
document.querySelector('#reset-filters').addEventListener('click', () => report('reset-filters'));
