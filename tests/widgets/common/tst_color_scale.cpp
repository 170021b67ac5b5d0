#include <limits>

#include <QTest>

#include "widgets/common/color_scale.h"

using namespace vitrine::widgets;

class TestColorScale : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sequentialStartsAtTheSurface_data() {
        QTest::addColumn<ColorScheme>("scheme");
        QTest::addColumn<QStringList>("stops"); // at 0, ¼, ½, ¾, 1
        const auto stops
            = [](const char* text) { return QString::fromLatin1(text).split(QLatin1Char(' ')); };
        QTest::newRow("light") << ColorScheme::Light
                               << stops("#ffffff #d6e5fa #78a8f0 #2f6fde #0c225c");
        QTest::newRow("dark") << ColorScheme::Dark
                              << stops("#1b1f25 #1e3a5f #2f6fbe #6ebed2 #f5f0be");
    }
    void sequentialStartsAtTheSurface() {
        QFETCH(ColorScheme, scheme);
        QFETCH(QStringList, stops);
        const auto scale = ColorScale::sequential(Theme(scheme));
        QCOMPARE(scale.at(0).name(), Theme(scheme).color(ColorRole::Surface).name());
        for (qsizetype i = 0; i < stops.size(); ++i) {
            // The table has 256 entries, so that a stop may fall between two of them.
            const QColor found = scale.at(static_cast<double>(i) / 4);
            const QColor wanted(stops[i]);
            constexpr int tableStep = 3;
            QVERIFY(std::abs(found.red() - wanted.red()) <= tableStep);
            QVERIFY(std::abs(found.green() - wanted.green()) <= tableStep);
            QVERIFY(std::abs(found.blue() - wanted.blue()) <= tableStep);
        }
    }

    void differenceHasNoColourInTheMiddle() {
        const Theme theme;
        const auto scale = ColorScale::difference(theme);
        QCOMPARE(scale.at(0), theme.color(ColorRole::Second));
        QCOMPARE(scale.at(1), theme.color(ColorRole::Accent));
        QVERIFY(scale.at(0.5).lightness() > 250);
    }

    void surprisalRisesInOpacityOnly() {
        for (const auto scheme : {ColorScheme::Light, ColorScheme::Dark}) {
            const auto scale = ColorScale::surprisal(Theme(scheme));
            QCOMPARE(scale.at(0).alpha(), 0);
            int before = 0;
            for (const double value : {0.25, 0.5, 0.75, 1.0}) {
                QVERIFY(scale.at(value).alpha() > before);
                QCOMPARE(scale.at(value).rgb() & RGB_MASK,
                    Theme(scheme).color(ColorRole::Warning).rgb() & RGB_MASK);
                before = scale.at(value).alpha();
            }
        }
    }

    void valuesOutsideAreClamped() {
        const auto scale = ColorScale::viridis();
        QCOMPARE(scale.at(-1), scale.at(0));
        QCOMPARE(scale.at(2), scale.at(1));
        QCOMPARE(scale.at(std::numeric_limits<double>::quiet_NaN()), scale.at(0));
        QCOMPARE(scale.at(0).name(), QStringLiteral("#440154"));
        QCOMPARE(scale.at(1).name(), QStringLiteral("#fde725"));
    }

    void gradientRunsAlongItsRect() {
        const auto scale = ColorScale::gray(Theme());
        const auto gradient = scale.gradient(QRectF(10, 0, 100, 8));
        QCOMPARE(gradient.start(), QPointF(10, 0));
        QCOMPARE(gradient.finalStop(), QPointF(110, 0));
        QCOMPARE(gradient.stops().front().second, scale.at(0));
        QCOMPARE(gradient.stops().back().second, scale.at(1));
    }
};

QTEST_MAIN(TestColorScale)
#include "tst_color_scale.moc"
