BX=window.BX||{};(function(){var d=document;d.addEventListener("DOMContentLoaded",function(){});})();
