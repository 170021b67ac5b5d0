#include <QTest>

#include <cmath>

#include "widgets/ngram/comparison_geometry.h"
#include "widgets/ngram/model_series.h"

using namespace vitrine::widgets;

namespace {

ComparisonGeometry geometry(bool logarithmic) {
    ComparisonGeometry result;
    result.plot = QRectF(100, 10, 200, 100);
    result.candidates = 2;
    result.models = 4;
    result.logarithmic = logarithmic;
    result.highest = logarithmic ? 1 : 0.5;
    result.lowest = 1e-4;
    return result;
}

} // namespace

class TestComparisonGeometry : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void heights_data() {
        QTest::addColumn<bool>("logarithmic");
        QTest::addColumn<double>("probability");
        QTest::addColumn<double>("height");
        QTest::newRow("top") << false << 0.5 << 1.0;
        QTest::newRow("half") << false << 0.25 << 0.5;
        QTest::newRow("nothing") << false << 0.0 << 0.0;
        QTest::newRow("log top") << true << 1.0 << 1.0;
        QTest::newRow("log middle") << true << 1e-2 << 0.5;
        QTest::newRow("log bottom") << true << 1e-4 << 0.0;
        QTest::newRow("below the axis") << true << 1e-9 << 0.0;
        QTest::newRow("log of nothing") << true << 0.0 << 0.0;
    }

    void heights() {
        QFETCH(bool, logarithmic);
        QFETCH(double, probability);
        QFETCH(double, height);
        QVERIFY(std::abs(geometry(logarithmic).height(probability) - height) < 1e-9);
    }

    void barsStandSideBySideInTheirGroup() {
        const auto place = geometry(false);
        for (int candidate = 0; candidate < 2; ++candidate) {
            double left = place.group(candidate).left();
            for (int model = 0; model < 4; ++model) {
                const auto bar = place.bar({candidate, model}, 0.25);
                QCOMPARE(bar.left(), left);
                QCOMPARE(bar.bottom(), 110.0);
                QCOMPARE(bar.height(), 50.0);
                left = bar.right();
            }
            QCOMPARE(left, place.group(candidate).right());
        }
    }

    void whatIsNotKnownHasNoBar() { QVERIFY(geometry(false).bar({0, 0}, std::nan("")).isNull()); }

    void findsTheBarUnderThePointer() {
        const auto place = geometry(false);
        for (int candidate = 0; candidate < 2; ++candidate) {
            for (int model = 0; model < 4; ++model) {
                const auto centre = place.bar({candidate, model}, 0.5).center();
                QCOMPARE(place.at(centre), std::optional(BarPlace{candidate, model}));
            }
        }
        QVERIFY(!place.at({50, 50})); // on the axis
        QVERIFY(!place.at({200, 50})); // between the groups
        QVERIFY(!place.at({150, 5})); // above
    }

    void modelsOfAFamilyDifferInColourAndDash() {
        const auto series = seriesOf({{QStringLiteral("a"), ModelFamily::Ngram},
                                         {QStringLiteral("b"), ModelFamily::Transformer},
                                         {QStringLiteral("c"), ModelFamily::Ngram}},
            /*dark=*/false);
        QCOMPARE(series[0].color, QColor(0xE6, 0x9F, 0x00));
        QCOMPARE(series[1].color, QColor(0x00, 0x72, 0xB2));
        QVERIFY(series[2].color != series[0].color);
        QVERIFY(series[2].dash != series[0].dash);
    }
};

QTEST_GUILESS_MAIN(TestComparisonGeometry)
#include "tst_comparison_geometry.moc"
