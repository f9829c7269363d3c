@echo off
rem この文書の文字コードは Shift_JIS です。日本語版以外の Windows でも読めるように 932 に切り替えます。
chcp 932 >nul
title WebORCA クライアント証明書の反映
set "PROGRAM=%LOCALAPPDATA%\Programs\weborca-cert\weborca-cert.exe"
if exist "%PROGRAM%" goto start
echo.
echo  プログラムがありません。業者から受け取った zip の「はじめに.cmd」を先に開いてください。
echo    %PROGRAM%
echo.
pause
exit /b 1

:start
echo.
echo  使用中の証明書を、このパソコンのプログラムに置きます。
echo  Windows が許可を求めたら「はい」を選んでください。タスクバーで点滅していることもあります。
echo.
"%PROGRAM%" deploy --elevate
if errorlevel 1 goto failed
echo.
echo  終わりました。プログラムを再起動すると、新しい証明書で動きます。
echo.
pause
exit /b 0

:failed
echo.
echo  うまくいかなかったことがあります。上の説明のとおりにしてから、もう一度開いてください。
echo.
pause
exit /b 1
