// Measures what the window promises: how soon it shows, how soon its model answers, how soon a
// keystroke has its distribution, and how late the event loop runs while the model generates at
// full speed. Usage: gui_latency [--strict]; with --strict, a promise that is not kept is an error.

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iterator>
#include <string>
#include <unistd.h>
#include <vector>

#include "app/application.h"
#include "app/window/main_window.h"
#include "engine/api/openmp_policy.h"
#include "widgets/tokens/token_strip.h"

using namespace vitrine;
using namespace vitrine::app;
using namespace std::chrono_literals;

namespace {

constexpr double visibleWithin = 800; // ms
constexpr double readyWithin = 1500;
constexpr double keystrokeWithin = 30;
constexpr double late99 = 16;
constexpr double lateMost = 60;
constexpr auto generationTime = 8s;
constexpr int keystrokes = 40;

/// Milliseconds since the kernel started this process (proc(5): field 22 of stat, in ticks).
double sinceProcessStart() {
    std::ifstream stat("/proc/self/stat");
    const std::string line{std::istreambuf_iterator<char>(stat), {}};
    const auto afterName = QString::fromStdString(line.substr(line.rfind(')') + 2)).split(u' ');
    constexpr int startTime = 22 - 3; // the name is the second field
    const double started
        = afterName[startTime].toDouble() / static_cast<double>(sysconf(_SC_CLK_TCK));
    double now = 0;
    std::ifstream("/proc/uptime") >> now;
    return (now - started) * 1000;
}

double processorTime() {
    return static_cast<double>(std::clock()) * 1000 / CLOCKS_PER_SEC;
}

/// Milliseconds that the processor worked for this thread.
double threadTime() {
    timespec used{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) * 1e3 + static_cast<double>(used.tv_nsec) / 1e6;
}

class Report {
public:
    void fact(const char* name, double value, const char* unit) {
        std::printf("%-52s %9.1f %s\n", name, value, unit);
    }
    void row(const char* name, double value, double limit) {
        const bool kept = value <= limit;
        m_kept = m_kept && kept;
        std::printf(
            "%-52s %9.1f ms   limit %7.1f   %s\n", name, value, limit, kept ? "ok" : "MISSED");
    }
    bool allKept() const { return m_kept; }

private:
    bool m_kept = true;
};

double quantile(std::vector<double> values, double q) {
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(q * static_cast<double>(values.size() - 1))];
}

template <typename Signal, typename Sender>
void waitFor(Sender* sender, Signal signal) {
    QEventLoop loop;
    QObject::connect(sender, signal, &loop, &QEventLoop::quit);
    loop.exec();
}

void measureKeystrokes(Application& application, Report& report) {
    auto& laboratory = application.laboratory();
    auto* strip
        = application.window().findChild<widgets::TokenStrip*>(QStringLiteral("textUnderGlass"));
    std::vector<double> times;
    for (int i = 0; i < keystrokes; ++i) {
        QElapsedTimer clock;
        clock.start();
        QTest::keyClick(strip, static_cast<char>('a' + i % 26));
        waitFor(&laboratory.predictor(), &Predictor::predicted);
        times.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
        QTest::qWait(60); // the scores of the whole text follow
    }
    report.row("keystroke to new distribution, median", quantile(times, 0.5), keystrokeWithin);
    report.row("keystroke to new distribution, 90 %", quantile(times, 0.9), keystrokeWithin);
}

/// How late each tick of a 1 ms timer is while text is generated over and over. What the window's
/// thread itself works between two ticks is the part of it that no other program is to blame for.
void measureEventLoop(Application& application, Report& report) {
    auto& laboratory = application.laboratory();
    auto& workspace = laboratory.workspace();
    auto options = workspace.options();
    options.maxNewTokens = 200;
    options.stopAtEndOfText = false;
    workspace.setOptions(options);
    const auto prompt = workspace.text();
    std::size_t tokens = 0;
    const auto again = [&](const GenerationResult& result) {
        tokens += result.ids.size();
        workspace.setText(prompt);
        auto next = workspace.options();
        next.seed = *next.seed + 1;
        workspace.setOptions(next);
        laboratory.generate();
    };
    QObject::connect(&laboratory.continuation(), &Continuation::finished, &application, again);
    std::vector<double> late;
    std::vector<double> worked;
    QElapsedTimer clock;
    qint64 last = 0;
    double lastWork = threadTime();
    int frames = 0;
    QObject::connect(&workspace, &Workspace::textChanged, &application, [&frames] { ++frames; });
    QTimer timer;
    timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&timer, &QTimer::timeout, [&] {
        const auto now = clock.nsecsElapsed();
        late.push_back(std::max(static_cast<double>(now - last) / 1e6 - 1, 0.0));
        last = now;
        const double work = threadTime();
        worked.push_back(work - lastWork);
        lastWork = work;
    });
    const double workedBefore = lastWork;
    laboratory.generate();
    clock.start();
    timer.start(1ms);
    QTest::qWait(std::chrono::duration_cast<std::chrono::milliseconds>(generationTime).count());
    timer.stop();
    QObject::disconnect(&laboratory.continuation(), nullptr, &application, nullptr);
    QObject::disconnect(&workspace, nullptr, &application, nullptr);
    laboratory.stopGeneration();
    const auto seconds = std::chrono::duration<double>(generationTime).count();
    const double workedInAll = threadTime() - workedBefore;
    report.fact("ticks measured", static_cast<double>(late.size()), "");
    report.fact("speed while measured", static_cast<double>(tokens) / seconds, "tokens/s");
    report.fact("frames of text", frames, "");
    report.fact("the window's own work for each", workedInAll / std::max(frames, 1), "ms");
    report.fact("the window's own work between ticks, 99 %", quantile(worked, 0.99), "ms");
    report.fact("the window's own work between ticks, most", quantile(worked, 1), "ms");
    report.row("timer late, 99 % of ticks", quantile(late, 0.99), late99);
    report.row("timer late, worst tick", quantile(late, 1), lateMost);
}

} // namespace

int main(int argc, char** argv) {
    api::makeOpenMpWaitPassively(argv);
    QApplication qt(argc, argv);
    const QTemporaryDir folder;
    Report report;
    Application application(qt,
        {folder.filePath(QStringLiteral("settings.ini")),
            folder.filePath(QStringLiteral("session.json")), api::ModelLibrary::defaultFolder()});
    application.start();
    if (!QTest::qWaitForWindowExposed(&application.window())) {
        std::fputs("The window did not show.\n", stderr);
        return 1;
    }
    report.row("process start to visible window", sinceProcessStart(), visibleWithin);
    report.fact("of it, processor time of all threads", processorTime(), "ms");
    if (!application.laboratory().workspace().model()) {
        waitFor(&application.laboratory().predictor(), &Predictor::predicted);
    }
    report.row("process start to the first distribution", sinceProcessStart(), readyWithin);
    QTest::qWait(500);
    measureKeystrokes(application, report);
    measureEventLoop(application, report);
    const bool strict = QApplication::arguments().contains(QStringLiteral("--strict"));
    return strict && !report.allKept() ? 1 : 0;
}
