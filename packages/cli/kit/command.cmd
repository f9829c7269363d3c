@echo off
rem この文書の文字コードは Shift_JIS です。日本語版以外の Windows でも読めるように 932 に切り替えます。
chcp 932 >nul
title WebORCA クライアント証明書のコマンド
set "PLACE=%LOCALAPPDATA%\Programs\weborca-cert"
if exist "%PLACE%\weborca-cert.exe" goto start
echo.
echo  プログラムがありません。業者から受け取った zip の「はじめに.cmd」を先に開いてください。
echo    %PLACE%
echo.
pause
exit /b 1

:start
set "PATH=%PLACE%;%PATH%"
cd /d "%USERPROFILE%"
echo.
echo  このウィンドウでは weborca-cert のコマンドを使えます。終わったら閉じてください。
echo.
echo    weborca-cert status    状態を見る
echo    weborca-cert doctor    困ったとき
echo    weborca-cert help      ほかのコマンド
echo.
cmd /k
