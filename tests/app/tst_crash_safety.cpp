#include <QTest>

#include <QApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>

#include <chrono>
#include <cstdio>

#include "app/application.h"
#include "app/session/session_store.h"
#include "app/window/main_window.h"
#include "widgets/tokens/token_strip.h"

using namespace vitrine::app;
using namespace std::chrono_literals;

namespace {

constexpr auto childArgument = "--type-into-a-window";
constexpr int mostLost = 2000; // ms
constexpr int patience = 30000; // ms

/// The child: the whole program, with someone who types a letter every 50 ms for ever. Says on
/// standard output how long the text is after each letter.
int typeIntoAWindow(const QString& folder) {
    const ApplicationPaths paths{folder + QStringLiteral("/settings.ini"),
        folder + QStringLiteral("/session.json"), VITRINE_TEST_SOURCE_DIR "/models"};
    Application application(*qApp, paths);
    application.start();
    auto* strip = application.window().findChild<vitrine::widgets::TokenStrip*>(
        QStringLiteral("textUnderGlass"));
    QTimer typist;
    QObject::connect(&typist, &QTimer::timeout, [strip, &application] {
        if (application.laboratory().workspace().model()) {
            QTest::keyClicks(strip, QStringLiteral("a"));
            std::printf("%lld\n", static_cast<long long>(strip->text().size()));
            std::fflush(stdout);
        }
    });
    typist.start(50ms);
    return QApplication::exec();
}

/// How long the text was at which time.
struct Typed {
    qint64 at = 0; ///< ms
    qsizetype length = 0;
};

} // namespace

/// A program that is killed loses at most two seconds of work.
class TestCrashSafety : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aKillCostsAtMostTwoSeconds() {
        const QTemporaryDir folder;
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(),
            {QString::fromLatin1(childArgument), folder.path()});
        QVERIFY(child.waitForStarted());
        QElapsedTimer clock;
        clock.start();
        std::vector<Typed> typed;
        // Long enough for several saves; then killed between two of them.
        while (typed.empty() || clock.elapsed() - typed.front().at < 4300) {
            QVERIFY(child.waitForReadyRead(patience));
            while (child.canReadLine()) {
                typed.push_back({clock.elapsed(), child.readLine().trimmed().toLongLong()});
            }
        }
        child.kill();
        QVERIFY(child.waitForFinished());
        const auto killedAt = clock.elapsed();

        const auto opened = SessionStore::open(folder.filePath(QStringLiteral("session.json")));
        QVERIFY2(opened.state, "the session was not readable after the kill");
        const auto saved = static_cast<qsizetype>(opened.state->text.size());
        qsizetype wanted = 0;
        for (const auto& letter : typed) {
            if (letter.at < killedAt - mostLost) {
                wanted = letter.length;
            }
        }
        QVERIFY(wanted > 0);
        QVERIFY2(saved >= wanted,
            qPrintable(QStringLiteral("%1 characters were saved, %2 were typed two seconds before")
                           .arg(saved)
                           .arg(wanted)));
    }
};

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    const auto arguments = QApplication::arguments();
    if (arguments.value(1) == QString::fromLatin1(childArgument)) {
        return typeIntoAWindow(arguments.value(2));
    }
    TestCrashSafety test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_crash_safety.moc"
