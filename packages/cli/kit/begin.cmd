@echo off
rem この文書の文字コードは Shift_JIS です。日本語版以外の Windows でも読めるように 932 に切り替えます。
chcp 932 >nul
setlocal DisableDelayedExpansion
title WebORCA クライアント証明書

set "PLACE=%LOCALAPPDATA%\Programs\weborca-cert"
set "PROGRAM=%PLACE%\weborca-cert.exe"
set "NEW="

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
rem 展開したフォルダーを消したあとにも使えるように。
for %%F in (はじめに.cmd 反映.cmd コマンド.cmd) do if exist "%~dp0%%F" copy /y "%~dp0%%F" "%PLACE%\%%F" >nul
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
call :ask "更新後の証明書 (管理サイトの zip など) を受け取っていますか。 (y/N)"
if /i "%ANSWER%"=="y" goto ask_renewed
call :ask "ほかの証明書も登録しますか。 (y/N)"
if /i not "%ANSWER%"=="y" goto back_up

:ask_file
echo  [2/6] 証明書を登録します。
echo        管理サイトの zip か、.p12 ファイルを使います。ほかのパソコンのバックアップから戻すときは、
echo        そのフォルダー (名前が日付で始まるもの) を使います。このウィンドウにドラッグすると、
echo        場所が入力されます。何も入力せずに Enter を押すと、終わります。
call :ask_place "証明書のファイル:"
if not defined TYPED goto stopped
set "FILE=%TYPED%"
if exist "%FILE%" goto file_there
echo  そのファイルは見つかりません。
echo.
goto ask_file

:file_there
set "IN_PLACE="
set "PASSWORD_FILE="
if exist "%FILE%\manifest.json" goto restore
if /i "%FILE:~-4%"==".zip" goto ask_backup
echo.
echo        パスワードがファイル (password.txt など) にあれば、その場所を入力します。
echo        なければ、何も入力せずに Enter を押します。あとでパスワードを尋ねます。
:ask_password_file
call :ask_place "パスワードのファイル:"
if not defined TYPED goto ask_in_place
set "PASSWORD_FILE=%TYPED%"
if exist "%PASSWORD_FILE%" goto ask_in_place
echo  そのファイルは見つかりません。
set "PASSWORD_FILE="
goto ask_password_file

:ask_in_place
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
call :ask_place "バックアップ先:"
if not defined TYPED goto no_backup
set "BACKUP=%TYPED%"
echo.
if defined PASSWORD_FILE goto add_with_password_file
"%PROGRAM%" add "%FILE%" %IN_PLACE% --backup "%BACKUP%" && goto added
goto not_added
:add_with_password_file
"%PROGRAM%" add "%FILE%" %IN_PLACE% --backup "%BACKUP%" --password-file "%PASSWORD_FILE%" && goto added
:not_added
echo.
echo  登録できませんでした。上の説明を確かめて、もう一度入力してください。
echo.
goto ask_file

:added
set "NEW=1"
goto back_up

:no_backup
echo.
echo  バックアップがないと、パソコンが壊れたときに証明書を戻せません。
echo  保管する場所を決めてから、もう一度始めてください。
goto stopped

rem ---- バックアップから戻す ------------------------------------------------------
:restore
echo.
"%PROGRAM%" restore "%FILE%" || goto not_added
set "NEW=1"
echo.
echo        これからバックアップするフォルダーを入力します。例 E:\weborca
echo        元の設定も取り込み、そこにバックアップしていた場合は、何も入力せずに Enter を押します。
call :ask_place "バックアップ先:"
if not defined TYPED goto back_up
set "BACKUP=%TYPED%"
"%PROGRAM%" backup --to "%BACKUP%" --remember || goto failed
goto back_up

rem ---- 更新後の証明書を取り込む --------------------------------------------------
:ask_renewed
echo.
echo        受け取った zip を、このウィンドウにドラッグします。
echo        何も入力せずに Enter を押すと、終わります。
call :ask_place "更新後のファイル:"
if not defined TYPED goto stopped
set "FILE=%TYPED%"
if exist "%FILE%" goto receive
echo  そのファイルは見つかりません。
goto ask_renewed
:receive
"%PROGRAM%" receive "%FILE%" || goto failed
set "NEW=1"

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
if not defined NEW goto finish
echo.
echo  ブラウザーで使う場合は、証明書をこのパソコンにインポートします。
call :ask "インポートしますか。 (Y/n)"
if /i "%ANSWER%"=="n" goto finish
echo  パスワードが分からないときは、「コマンド.cmd」を開き、次に表示されるコマンドでコピーできます。
"%PROGRAM%" import

:finish
echo.
echo  終わりました。更新後の zip を受け取ったときは「はじめに.cmd」を、weborca-cert のコマンドを
echo  使うときは「コマンド.cmd」を開いてください。展開したフォルダーを消したあとは、ここにあります。
echo    %PLACE%
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

rem ファイルかフォルダーの場所を尋ねて TYPED に入れる。
:ask_place
set "TYPED="
set /p "TYPED= %~1 "
if defined TYPED set "TYPED=%TYPED:"=%"
rem 終わりの空白は、Windows では名前に入らない。
:trim
if not defined TYPED exit /b 0
if not "%TYPED:~-1%"==" " goto trimmed
set "TYPED=%TYPED:~0,-1%"
goto trim
:trimmed
rem 最後の \ は、続く引用符の意味を変えてしまう。
if "%TYPED:~-1%"=="\" set "TYPED=%TYPED%\"
exit /b 0
