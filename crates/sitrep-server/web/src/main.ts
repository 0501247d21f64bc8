import './css/index.css';
