(function(){"use strict";document.documentElement.classList.remove("no-js");})();
