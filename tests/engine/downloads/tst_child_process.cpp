#include <QTest>

#include <QElapsedTimer>

#include <chrono>
#include <csignal>
#include <thread>

#include "engine/downloads/child_process.h"

using namespace vitrine;
using namespace vitrine::downloads;
using namespace std::chrono_literals;

namespace {

ChildProcess shell(const std::string& script) {
    return {{"sh", "-c", script}, {}, {}};
}

} // namespace

class TestChildProcess : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bothStreamsAreRead() {
        const auto result = shell("echo out; echo err >&2; exit 3").run({});
        QCOMPARE(result->exitCode, 3);
        QCOMPARE(result->output, std::string("out\nerr\n"));
    }

    void ofMuchOutputTheEndIsKept() {
        const auto result = shell("yes | head -c 1000000; echo end").run({});
        QCOMPARE(result->exitCode, 0);
        QVERIFY(result->output.size() < 100'000);
        QVERIFY(result->output.ends_with("end\n"));
    }

    void theEnvironmentIsAddedTo() {
        auto child = shell("echo $ADDED; test -n \"$PATH\"");
        child.environment = {{"ADDED", "here"}};
        const auto result = child.run({});
        QCOMPARE(result->exitCode, 0);
        QCOMPARE(result->output, std::string("here\n"));
    }

    void nothingIsThereToRead() {
        QCOMPARE(shell("cat; echo done").run({})->output, std::string("done\n"));
    }

    void aSignalIsToldAsShellsDo() { QCOMPARE(shell("kill -9 $$").run({})->exitCode, 137); }

    void ticksWhileItRuns() {
        int ticks = 0;
        auto child = shell("sleep 1");
        child.tick = [&] { ++ticks; };
        QVERIFY(child.run({}));
        QVERIFY2(ticks >= 3, qPrintable(QString::number(ticks)));
    }

    void aMissingProgramIsNamed() {
        const auto error = ChildProcess{{"no-such-program"}, {}, {}}.run({}).error();
        QCOMPARE(error.code, ErrorCode::ProgramMissing);
        QCOMPARE(error.subject, std::string("no-such-program"));
    }

    /// Programs that it has started too, and one that does not listen.
    void aStopEndsItsChildrenToo() {
        std::stop_source stop;
        auto child = shell("trap '' TERM; sleep 60 & echo $!; wait; wait");
        std::jthread stopper([&] {
            std::this_thread::sleep_for(500ms);
            stop.request_stop();
        });
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(child.run(stop.get_token()).error().code, ErrorCode::Interrupted);
        QVERIFY(timer.elapsed() < 20'000);
    }
};

QTEST_GUILESS_MAIN(TestChildProcess)
#include "tst_child_process.moc"
