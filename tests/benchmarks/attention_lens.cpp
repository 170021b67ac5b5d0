// Measures the Attention lens in the whole program, with a model of true size: how soon the map in
// view follows a keystroke, when all thumbnails of a long text are there, and what memory such a
// text takes. Usage: attention_lens FOLDER [TOKENS] [--strict]; with --strict, a promise that is
// not kept is an error. tests/tools/make_gpt2_124m.py makes a folder, with any number of positions.

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include "app/application.h"
#include "app/pages/attention_page.h"
#include "app/pages/attention_pane.h"
#include "app/process_memory.h"
#include "app/window/main_window.h"
#include "app/workspace/attention_probe.h"
#include "app/workspace/inspected_text.h"
#include "app/workspace/workspace.h"
#include "engine/api/openmp_policy.h"
#include "widgets/attention/attention_heat_map.h"
#include "widgets/tokens/token_strip.h"

using namespace vitrine;
using namespace vitrine::app;

namespace {

constexpr double mapWithin = 200; // ms after a keystroke
constexpr double longTextWithin = 1500; // MB beside the weights
constexpr int typedTokens = 64; // in the text, when half of the keystrokes are done
constexpr int keystrokes = 20;
constexpr int longTextTokens = 4096;
constexpr int pause = 500; // ms between keystrokes, for what follows the map

class Report {
public:
    void fact(const char* name, double value, const char* unit) {
        std::printf("%-48s %9.1f %s\n", name, value, unit);
    }
    void row(const char* name, double value, double limit, const char* unit) {
        const bool kept = value <= limit;
        m_kept = m_kept && kept;
        std::printf(
            "%-48s %9.1f %s   limit %.0f   %s\n", name, value, unit, limit, kept ? "ok" : "MISSED");
    }
    bool allKept() const { return m_kept; }

private:
    bool m_kept = true;
};

/// From proc(5)'s status, in megabytes: "VmRSS" now, "VmHWM" at most.
double memory(const std::string& field) {
    std::ifstream status("/proc/self/status");
    for (std::string name; status >> name;) {
        if (name == field + ":") {
            double kibibytes = 0;
            status >> kibibytes;
            return kibibytes * 1024 / 1e6;
        }
    }
    return 0;
}

template <typename Signal, typename Sender>
void waitFor(Sender* sender, Signal signal) {
    QEventLoop loop;
    QObject::connect(sender, signal, &loop, &QEventLoop::quit);
    loop.exec();
}

/// A byte-level tokeniser without merges has a token for each letter.
std::string textOf(int tokens) {
    std::string text;
    for (int i = 0; i < tokens; ++i) {
        text += static_cast<char>('a' + i * i % 26);
    }
    return text;
}

void measureTyping(Application& application, AttentionPage& page, Report& report) {
    auto* strip
        = application.window().findChild<widgets::TokenStrip*>(QStringLiteral("textUnderGlass"));
    auto* map = &page.findChild<AttentionPane*>(QStringLiteral("attentionPane"))->map();
    application.laboratory().workspace().setText(textOf(typedTokens - keystrokes / 2));
    waitFor(&page.probe(), &AttentionProbe::mapped);
    QTest::qWait(pause);
    QTest::keyClick(strip, Qt::Key_End, Qt::ControlModifier);
    std::vector<double> times;
    for (int i = 0; i < keystrokes; ++i) {
        QElapsedTimer clock;
        clock.start();
        QTest::keyClick(strip, static_cast<char>('a' + i));
        waitFor(&page.probe(), &AttentionProbe::mapped);
        map->repaint();
        times.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
        QTest::qWait(pause);
    }
    std::ranges::sort(times);
    report.row("keystroke to visible attention, median", times[keystrokes / 2], mapWithin, "ms");
    report.row("keystroke to visible attention, most", times.back(), mapWithin, "ms");
}

/// The lens alone: the pass that is kept, a map with its picture, and every head from afar.
void measureLongText(
    const std::shared_ptr<const api::TextModel>& model, int tokens, Report& report) {
    Workspace workspace;
    workspace.setModel(model, "long");
    workspace.setText(textOf(tokens));
    AttentionProbe probe(nullptr);
    AttentionPictures shown;
    int summaries = 0;
    QEventLoop all;
    QObject::connect(&probe, &AttentionProbe::mapped, &all,
        [&shown](const AttentionPictures& pictures) { shown = pictures; });
    QObject::connect(
        &probe, &AttentionProbe::summarized, &all, [&](const std::vector<HeadSummary>& some) {
            summaries += static_cast<int>(some.size());
            if (summaries == model->info().layers * model->info().heads) {
                all.quit();
            }
        });
    const double before = memory("VmRSS");
    std::ofstream("/proc/self/clear_refs") << 5; // VmHWM begins anew
    QElapsedTimer clock;
    clock.start();
    const auto seconds = [&clock] { return static_cast<double>(clock.elapsed()) / 1000; };
    probe.setModel(model);
    probe.setText(inspectedText(workspace));
    probe.askMap({});
    waitFor(&probe, &AttentionProbe::mapped);
    report.fact("tokens of the long text", workspace.tokenCount(), "");
    report.fact("until its map is there", seconds(), "s");
    probe.askSummaries(AttentionSide::Own);
    all.exec();
    report.fact("until all thumbnails are", seconds(), "s");
    report.row("memory of the lens, at most", memory("VmHWM") - before, longTextWithin, "MB");
}

} // namespace

int main(int argc, char** argv) {
    api::makeOpenMpWaitPassively(argv);
    returnFreedMemory();
    QApplication qt(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 2) {
        std::fputs("Usage: attention_lens FOLDER [TOKENS] [--strict]\n", stderr);
        return 2;
    }
    const QTemporaryDir scratch;
    Application application(qt,
        {scratch.filePath(QStringLiteral("settings.ini")),
            scratch.filePath(QStringLiteral("session.json")), api::ModelLibrary::defaultFolder()});
    application.start();
    auto& laboratory = application.laboratory();
    waitFor(&laboratory.predictor(), &Predictor::predicted); // of the built-in model
    application.window().showPage(QStringLiteral("attention"));
    LoadOptions options;
    options.device = DeviceChoice::Cpu;
    application.window().openModel(arguments[1].toStdString(), options);
    waitFor(&laboratory.workspace(), &Workspace::modelChanged);
    auto* page = application.window().findChild<AttentionPage*>();
    Report report;
    measureTyping(application, *page, report);
    const int wanted = arguments.value(2).toInt();
    measureLongText(laboratory.workspace().model(), wanted > 0 ? wanted : longTextTokens, report);
    return arguments.contains(QStringLiteral("--strict")) && !report.allKept() ? 1 : 0;
}
