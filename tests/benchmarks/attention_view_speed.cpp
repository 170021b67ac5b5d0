// Measures a frame of the views of attention at 1920 × 1080: one head of 2,048 tokens while it is
// panned and zoomed, from all of it to single cells, and the atlas of 144 heads.
// Usage: attention_view_speed [--tokens N] [--strict]; with --strict, a frame that is too late is
// an error.

#include <QApplication>
#include <QElapsedTimer>
#include <QScreen>
#include <QWheelEvent>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <cmath>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "tests/widgets/gallery/sample_data.h"
#include "widgets/attention/attention_atlas.h"
#include "widgets/attention/attention_heat_map.h"
#include "widgets/attention/attention_links.h"
#include "widgets/common/theme.h"

using namespace vitrine;
using namespace vitrine::widgets;

namespace {

constexpr double frameWithin = 16; // ms
constexpr QSize viewSize(1920, 1080);
constexpr int notches = 28; // of the wheel, from the whole to single cells
constexpr int dragFrames = 12; // after each notch

double quantile(std::vector<double> values, double q) {
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(q * static_cast<double>(values.size() - 1))];
}

/// Milliseconds of a piece of work: as a clock shows them, and of this program's processor time,
/// which a busy machine stretches less.
struct Times {
    double wall = 0;
    double processor = 0;
};

Times timed(const std::function<void()>& work) {
    QElapsedTimer clock;
    const std::clock_t started = std::clock();
    clock.start();
    work();
    const auto wall = static_cast<double>(clock.nsecsElapsed()) / 1e6;
    return {wall, static_cast<double>(std::clock() - started) * 1000 / CLOCKS_PER_SEC};
}

std::vector<double> wallTimes(const std::vector<Times>& frames) {
    std::vector<double> result;
    for (const Times& frame : frames)
        result.push_back(frame.wall);
    return result;
}

std::vector<double> processorTimes(const std::vector<Times>& frames) {
    std::vector<double> result;
    for (const Times& frame : frames)
        result.push_back(frame.processor);
    return result;
}

class Report {
public:
    void fact(const char* name, const Times& times) {
        std::printf("%-34s %8.2f ms, processor %.2f ms\n", name, times.wall, times.processor);
    }
    void frames(const char* name, const std::vector<Times>& times) {
        const double late = quantile(wallTimes(times), 0.99);
        m_kept = m_kept && late <= frameWithin;
        std::printf("%-34s %4zu frames   median %6.2f ms   99 %% %6.2f ms   limit %.0f   %-6s   "
                    "processor: median %6.2f ms   99 %% %6.2f ms\n",
            name, times.size(), quantile(wallTimes(times), 0.5), late, frameWithin,
            late <= frameWithin ? "ok" : "MISSED", quantile(processorTimes(times), 0.5),
            quantile(processorTimes(times), 0.99));
    }
    bool allKept() const { return m_kept; }

private:
    bool m_kept = true;
};

void turnWheel(QWidget& widget, const QPointF& point, int delta) {
    QWheelEvent event(point, widget.mapToGlobal(point), {}, {0, delta}, Qt::NoButton, {},
        Qt::NoScrollPhase, false);
    QApplication::sendEvent(&widget, &event);
}

void drag(QWidget& widget, const QPointF& from, const QPointF& to) {
    const auto send = [&](QEvent::Type type, const QPointF& point, Qt::MouseButton button) {
        const Qt::MouseButtons held
            = type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton;
        QMouseEvent event(type, point, widget.mapToGlobal(point), button, held, {});
        QApplication::sendEvent(&widget, &event);
    };
    send(QEvent::MouseButtonPress, from, Qt::LeftButton);
    send(QEvent::MouseMove, to, Qt::NoButton);
    send(QEvent::MouseButtonRelease, to, Qt::LeftButton);
}

std::vector<Token> tokensFor(int count) {
    std::vector<std::string> words;
    for (int i = 0; i < count; ++i)
        words.push_back(i % 3 == 0 ? "明" : i % 3 == 1 ? " light" : " of");
    return gallery::tokens(words);
}

void measureHeatMap(int count, Report& report) {
    const auto tokens = tokensFor(count);
    const auto map = gallery::attentionMap(count);
    std::shared_ptr<const AttentionCells> cells;
    report.fact("arranging the cells", timed([&] {
        cells = std::make_shared<const AttentionCells>(arrangeAttention(map, tokens, {}));
    }));
    std::shared_ptr<const AttentionPicture> picture;
    report.fact("making the picture, logarithmic", timed([&] {
        picture = std::make_shared<const AttentionPicture>(
            cells, PictureOptions{.scale = WeightScale::Logarithmic});
    }));

    AttentionHeatMap view(nullptr);
    view.resize(viewSize);
    view.setPicture(picture);
    view.show();
    QApplication::processEvents();
    const QPointF middle = view.view().covered().center();
    std::vector<Times> zooming;
    std::vector<Times> panning;
    for (const int direction : {1, -1}) {
        for (int notch = 0; notch < notches; ++notch) {
            zooming.push_back(timed([&] {
                turnWheel(view, middle, direction * 120);
                view.repaint();
            }));
            for (int i = 0; i < dragFrames; ++i) {
                const QPointF away(40 * std::cos(i), 40 * std::sin(i));
                panning.push_back(timed([&] {
                    drag(view, middle, middle + away);
                    view.repaint();
                }));
            }
        }
    }
    report.frames("one head, zooming", zooming);
    report.frames("one head, panning", panning);

    AttentionLinks links(nullptr);
    links.resize(viewSize);
    links.setCells(cells);
    links.show();
    QApplication::processEvents();
    std::vector<Times> scrolling;
    for (int i = 0; i < 60; ++i) {
        scrolling.push_back(timed([&] {
            turnWheel(*links.viewport(), {960, 540}, -360);
            links.repaint();
        }));
    }
    report.frames("one head as links, scrolling", scrolling);
}

void measureAtlas(Report& report) {
    AttentionAtlas atlas(nullptr);
    atlas.resize(viewSize);
    atlas.setModel(12, 12, /*causal=*/true);
    atlas.show();
    QApplication::processEvents();
    std::vector<Times> arriving;
    for (int i = 0; i < 144; ++i) {
        const auto summary = gallery::headSummary({i / 12, i % 12}, 32);
        arriving.push_back(timed([&] {
            atlas.addSummary(summary);
            atlas.repaint();
        }));
    }
    std::vector<Times> selecting;
    for (int i = 0; i < 300; ++i) {
        selecting.push_back(timed([&] {
            atlas.setSelected(HeadIndex{i / 12 % 12, i % 12});
            atlas.repaint();
        }));
    }
    std::vector<Times> recoloring;
    for (int i = 0; i < 30; ++i) {
        recoloring.push_back(timed([&] {
            atlas.setPooling(
                i % 2 == 0 ? AttentionAtlas::Pooling::Mean : AttentionAtlas::Pooling::Largest);
            atlas.repaint();
        }));
    }
    report.frames("144 heads, arriving", arriving);
    report.frames("144 heads, selecting", selecting);
    report.frames("144 heads, another pooling", recoloring);
}

} // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    Theme().applyTo(application);
    const QStringList arguments = QApplication::arguments();
    const auto given = arguments.indexOf(QStringLiteral("--tokens"));
    const int tokens = given > 0 ? arguments.value(given + 1).toInt() : 2048;
    Report report;
    measureHeatMap(std::max(tokens, 1), report);
    measureAtlas(report);
    return arguments.contains(QStringLiteral("--strict")) && !report.allKept() ? 1 : 0;
}
