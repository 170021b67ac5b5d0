// Prints how long a frame of the map of words takes while it is zoomed and moved, which must be
// under 16 ms:
//
//     QT_QPA_PLATFORM=offscreen map_view_speed

#include <QApplication>
#include <QElapsedTimer>
#include <QImage>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cstdio>
#include <random>
#include <vector>

#include "widgets/common/theme.h"
#include "widgets/embeddings/point_map_view.h"

namespace {

using namespace vitrine;
using namespace vitrine::widgets;

constexpr int Frames = 60;
constexpr QSize Size(1400, 900);

PointMap cloud(int count, int dimensions) {
    std::mt19937 random(1);
    std::normal_distribution<float> place;
    PointMap map{dimensions, {}, {}};
    for (int i = 0; i < count * dimensions; ++i) {
        map.coordinates.push_back(place(random));
    }
    return map;
}

/// A program has painted text long before a map is moved; loading the font is no part of it.
void loadFont() {
    PointMapView view(nullptr);
    view.setMap(cloud(4, 2),
        {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c"), QStringLiteral("d")});
    QImage frame(Size, QImage::Format_ARGB32_Premultiplied);
    view.render(&frame);
}

void print(int count, int dimensions) {
    PointMapView view(nullptr);
    view.resize(Size);
    QStringList names;
    std::vector<int> clusters;
    for (int i = 0; i < count; ++i) {
        names.append(QStringLiteral("word %1").arg(i));
        clusters.push_back(i % 6);
    }
    view.setMap(cloud(count, dimensions), names);
    view.setClusters(clusters);
    QImage frame(Size, QImage::Format_ARGB32_Premultiplied);
    std::vector<double> times;
    for (int i = 0; i < Frames; ++i) {
        const QPointF centre(Size.width() / 2.0, Size.height() / 2.0);
        QWheelEvent wheel(centre, centre, {}, {0, i < Frames / 2 ? 60 : -60}, Qt::NoButton,
            Qt::NoModifier, Qt::NoScrollPhase, false);
        QElapsedTimer timer;
        timer.start();
        QApplication::sendEvent(&view, &wheel);
        view.render(&frame);
        times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    std::ranges::sort(times);
    std::printf("%d points, %d-D: median %.1f ms, worst %.1f ms a frame\n", count, dimensions,
        times[times.size() / 2], times.back());
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    Theme().applyTo(application);
    loadFont();
    for (const int count : {1000, 5000, 10000}) {
        print(count, 2);
        print(count, 3);
    }
}
