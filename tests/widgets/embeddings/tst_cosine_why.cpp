#include <QApplication>
#include <QLabel>
#include <QTest>

#include "widgets/common/theme.h"
#include "widgets/common/vector_strip.h"
#include "widgets/embeddings/angle_view.h"
#include "widgets/embeddings/cosine_why.h"

using namespace vitrine;
using namespace vitrine::widgets;

namespace {

/// 3·4 + 4·3 = 24, 5 · 5 = 25.
CosineDerivation example() {
    return {"age", "epoch", {3, 4}, {4, 3}, {12, 12}, 24, 5, 5, 0.96, 16.26, 1.414};
}

QString allText(const QWidget& widget) {
    QString text;
    for (const auto* label : widget.findChildren<QLabel*>()) {
        text += label->isHidden() ? QString() : label->text() + QLatin1Char('\n');
    }
    return text;
}

} // namespace

class TestCosineWhy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme().applyTo(*qApp); }

    void saysWhatToDoAtFirst() {
        const CosineWhy why(nullptr);
        QVERIFY(allText(why).contains(QStringLiteral("neighbour")));
        QVERIFY(!allText(why).contains(QStringLiteral("cos =")));
    }

    void showsFormulaNumbersAndAngle() {
        CosineWhy why(nullptr);
        why.setDerivation(example());
        const auto text = allText(why);
        for (const auto* part : {"cos = a·b / (‖a‖ ‖b‖)", "= 24.000", "24.000 / (5.000 × 5.000)",
                 "0.960", "age", "epoch", "16.3°", "1.414"}) {
            QVERIFY2(text.contains(QString::fromUtf8(part)), part);
        }
        QCOMPARE(why.findChild<AngleView*>()->degrees(), 16.26);
        const auto strips = why.findChildren<VectorStrip*>();
        QCOMPARE(strips.size(), 3);
        QCOMPARE(strips[2]->values(), (std::vector<float>{12, 12}));
        why.clear();
        QVERIFY(!allText(why).contains(QStringLiteral("24.000")));
    }

    void pointingMarksAllThree() {
        CosineWhy why(nullptr);
        why.setDerivation(example());
        const auto strips = why.findChildren<VectorStrip*>();
        Q_EMIT strips[0]->cellHovered(1);
        for (const auto* strip : strips) {
            QCOMPARE(strip->marked(), 1);
        }
        QVERIFY(allText(why).contains(QStringLiteral("a2 b2 = 4.000 × 3.000 = 12.000")));
    }

    void drawsTheTrueAngle_data() {
        QTest::addColumn<double>("degrees");
        for (const double degrees : {0.0, 16.0, 90.0, 150.0, 180.0}) {
            QTest::addRow("%g", degrees) << degrees;
        }
    }
    void drawsTheTrueAngle() {
        QFETCH(double, degrees);
        AngleView view(nullptr);
        view.resize(300, 200);
        view.setArrows({QStringLiteral("a"), 1}, {QStringLiteral("b"), 2}, degrees);
        QVERIFY(view.accessibleName().contains(QString::number(degrees, 'f', 1)));
        const auto image = view.grab().toImage();
        const auto second = Theme::of(&view).color(ColorRole::Second).rgb();
        int found = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                found += image.pixel(x, y) == second ? 1 : 0;
            }
        }
        QVERIFY(found > 20); // the second arrow is inside the view
    }
};

QTEST_MAIN(TestCosineWhy)
#include "tst_cosine_why.moc"
