@echo off
rem この文書の文字コードは Shift_JIS です。日本語版以外の Windows でも読めるように 932 に切り替えます。
chcp 932 >nul
setlocal DisableDelayedExpansion
title WebORCA クライアント証明書

set "PLACE=%LOCALAPPDATA%\Programs\weborca-cert"
set "PROGRAM=%PLACE%\weborca-cert.exe"

echo.
echo  WebORCA のクライアント証明書を、このパソコンで管理できるようにします。
echo  答えを入力したら Enter キーを押してください。マウスは使わなくてもかまいません。
echo  途中でやめるには、このウィンドウを閉じます。もう一度開けば、続きから進められます。
echo.

rem ---- プログラムを、更新しても変わらない場所に置く --------------------------------
if not exist "%~dp0weborca-cert.exe" goto not_unpacked
if not exist "%~dp0weborca-certw.exe" goto not_unpacked
if /i "%~dp0"=="%PLACE%\" goto placed
if not exist "%PLACE%" mkdir "%PLACE%"
for %%F in (weborca-certw.exe weborca-cert.exe) do copy /y "%~dp0%%F" "%PLACE%\%%F.new" >nul || goto not_placed
for %%F in (weborca-certw.exe weborca-cert.exe) do move /y "%PLACE%\%%F.new" "%PLACE%\%%F" >nul || goto not_placed
:placed
"%PROGRAM%" --version >nul || goto not_started
echo  [1/6] プログラムを置きました。
echo        %PLACE%
echo.

rem ---- 登録 ----------------------------------------------------------------------
"%PROGRAM%" check --quiet >nul 2>&1
if errorlevel 3 goto have_one
if errorlevel 2 goto ask_file
:have_one
echo  登録済みの証明書:
"%PROGRAM%" status
echo.
call :ask "ほかの証明書も登録しますか。 (y/N)"
if /i not "%ANSWER%"=="y" goto back_up

:ask_file
echo  [2/6] 証明書を登録します。
echo        管理サイトの zip か、.p12 ファイルを使います。ファイルをこのウィンドウに
echo        ドラッグすると、場所が入力されます。何も入力せずに Enter を押すと、終わります。
set "FILE="
set /p "FILE= 証明書のファイル: "
if not defined FILE goto stopped
set "FILE=%FILE:"=%"
if not defined FILE goto stopped
if exist "%FILE%" goto file_there
echo  そのファイルは見つかりません。
echo.
goto ask_file

:file_there
set "IN_PLACE="
set "PASSWORD_FILE="
if /i "%FILE:~-4%"==".zip" goto ask_backup
echo.
echo        パスワードがファイル (password.txt など) にあれば、その場所を入力します。
echo        なければ、何も入力せずに Enter を押します。あとでパスワードを尋ねます。
set /p "PASSWORD_FILE= パスワードのファイル: "
if defined PASSWORD_FILE set "PASSWORD_FILE=%PASSWORD_FILE:"=%"
echo.
echo        このファイルを、ほかのプログラムがその場所のまま使っていますか。
echo        使っている場合は、更新のたびに新しい証明書に置き換えます。
call :ask "ほかのプログラムが使っている (y/N)"
set "IN_PLACE=--no-in-place"
if /i "%ANSWER%"=="y" set "IN_PLACE=--in-place"

:ask_backup
echo.
echo        バックアップ先のフォルダーを入力します。USBメモリなど、このパソコンとは別の場所に
echo        してください。例 E:\weborca
set "BACKUP="
set /p "BACKUP= バックアップ先: "
if not defined BACKUP goto no_backup
set "BACKUP=%BACKUP:"=%"
if not defined BACKUP goto no_backup
rem 最後の \ は、続く引用符の意味を変えてしまう。
if "%BACKUP:~-1%"=="\" set "BACKUP=%BACKUP%\"
echo.
if defined PASSWORD_FILE goto add_with_password_file
"%PROGRAM%" add "%FILE%" %IN_PLACE% --backup "%BACKUP%" && goto back_up
goto not_added
:add_with_password_file
"%PROGRAM%" add "%FILE%" %IN_PLACE% --backup "%BACKUP%" --password-file "%PASSWORD_FILE%" && goto back_up
:not_added
echo.
echo  登録できませんでした。上の説明を確かめて、もう一度入力してください。
echo.
goto ask_file

:no_backup
echo.
echo  バックアップがないと、パソコンが壊れたときに証明書を戻せません。
echo  保管する場所を決めてから、もう一度始めてください。
goto stopped

rem ---- バックアップ、リハーサル、更新 --------------------------------------------------
:back_up
echo.
echo  [3/6] バックアップします。読み戻して、開けることまで確かめます。
"%PROGRAM%" backup || goto failed
echo.
echo  [4/6] 更新のリハーサルをします。模擬サービスとファイルのコピーを使い、本物は変更しません。
"%PROGRAM%" renew --rehearse || goto failed
echo.
echo  [5/6] 更新の時期が来ていれば、いま更新できます。
call :ask "更新しますか。 (Y/n)"
if /i "%ANSWER%"=="n" goto place
"%PROGRAM%" renew || goto failed

rem ---- 管理者の権限が要る利用先 --------------------------------------------------
:place
if not exist "%~dp0反映.cmd" goto schedule
"%PROGRAM%" deploy --dry-run --json >"%TEMP%\weborca-cert-place.json" 2>nul
findstr /c:"needs-elevation" "%TEMP%\weborca-cert-place.json" >nul
if errorlevel 1 goto clean_up
set "DESKTOP=%USERPROFILE%\Desktop"
for /f "skip=2 tokens=2,*" %%A in ('reg query "HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders" /v Desktop 2^>nul') do call set "DESKTOP=%%B"
copy /y "%~dp0反映.cmd" "%DESKTOP%\" >nul && echo. && echo  管理者の権限が要る利用先があります。更新のあとは、デスクトップの「反映.cmd」を開いてください。
:clean_up
del "%TEMP%\weborca-cert-place.json" 2>nul

rem ---- 定期実行 ------------------------------------------------------------------
:schedule
echo.
echo  [6/6] 定期実行を登録します。毎日1回、更新の時期が来ていないかを調べ、来ていれば更新します。
call :ask "登録しますか。 (Y/n)"
if /i "%ANSWER%"=="n" goto done
"%PROGRAM%" schedule install || goto failed

:done
echo.
"%PROGRAM%" status
echo.
echo  終わりました。ブラウザーで使う場合は、次のコマンドを実行してください。
echo    "%PROGRAM%" import
echo.
pause
exit /b 0

:not_unpacked
echo  weborca-cert.exe か weborca-certw.exe がありません。zip を開いただけでは始められません。
echo  zip を右クリックして「すべて展開」を選び、展開したフォルダーのこのファイルを開いてください。
goto stopped

:not_placed
echo  プログラムを置けませんでした。
echo    %PLACE%
echo  定期実行が動いている最中かもしれません。数分待って、もう一度始めてください。
goto stopped

:not_started
echo  プログラムが始まりませんでした。64ビット版の Windows 10 か 11 が必要です。
echo  ウイルス対策ソフトが止めた場合は、このプログラムを渡した業者に連絡してください。
goto stopped

:failed
echo.
echo  うまくいかなかったことがあります。上の説明のとおりにしてから、もう一度始めてください。

:stopped
echo.
pause
exit /b 1

rem 質問して、答えの最初の文字を ANSWER に入れる。日本語入力のままの答えも受け取る。
:ask
set "ANSWER="
set /p "ANSWER= %~1 "
if defined ANSWER set "ANSWER=%ANSWER:"=%"
if defined ANSWER set "ANSWER=%ANSWER:~0,1%"
for %%A in (ｙ Ｙ は) do if "%ANSWER%"=="%%A" set "ANSWER=y"
for %%A in (ｎ Ｎ い) do if "%ANSWER%"=="%%A" set "ANSWER=n"
exit /b 0
