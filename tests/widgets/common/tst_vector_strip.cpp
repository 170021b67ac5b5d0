#include <QSignalSpy>
#include <QTest>

#include "widgets/common/theme.h"
#include "widgets/common/vector_strip.h"

using namespace vitrine::widgets;

class TestVectorStrip : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void arrowKeysReadValues_data() {
        QTest::addColumn<QList<Qt::Key>>("keys");
        QTest::addColumn<int>("cell");
        QTest::addColumn<QString>("text");
        const auto row = [](const char* name, QList<Qt::Key> keys, int cell, const char* text) {
            QTest::newRow(name) << std::move(keys) << cell << QString::fromUtf8(text);
        };
        row("first", {Qt::Key_Right}, 0, "one · q[1] = 0.500");
        row("second", {Qt::Key_Right, Qt::Key_Right}, 1, "one · q[2] = −0.250");
        row("below", {Qt::Key_Right, Qt::Key_Down}, 3, "two · q[1] = 12.3");
        row("last", {Qt::Key_End}, 5, "two · q[3] = 0.00");
        row("and back", {Qt::Key_End, Qt::Key_Left, Qt::Key_Up}, 1, "one · q[2] = −0.250");
    }
    void arrowKeysReadValues() {
        QFETCH(QList<Qt::Key>, keys);
        VectorStrip strip(nullptr);
        fill(strip);
        QSignalSpy selected(&strip, &VectorStrip::cellSelected);
        for (const auto key : keys)
            QTest::keyClick(&strip, key);
        QTEST(strip.marked(), "cell");
        QTEST(strip.accessibleDescription(), "text");
        QCOMPARE(selected.last().first().toInt(), strip.marked());
    }

    void keysStopAtTheEnds() {
        VectorStrip strip(nullptr);
        fill(strip);
        strip.setMarked(5);
        QSignalSpy selected(&strip, &VectorStrip::cellSelected);
        QTest::keyClick(&strip, Qt::Key_Right);
        QTest::keyClick(&strip, Qt::Key_Down);
        QCOMPARE(strip.marked(), 5);
        QCOMPARE(selected.size(), 0);
    }

    void pointerHoversAndSelects() {
        VectorStrip strip(nullptr);
        strip.setValues({1, 2, 3, 4});
        strip.resize(200, strip.heightForWidth(200));
        strip.show();
        QSignalSpy hovered(&strip, &VectorStrip::cellHovered);
        QSignalSpy selected(&strip, &VectorStrip::cellSelected);
        QTest::mouseMove(&strip, QPoint(3, 7));
        QTest::mouseMove(&strip, QPoint(20, 7));
        QCOMPARE(hovered.last().first().toInt(), 1);
        QTest::mouseClick(&strip, Qt::LeftButton, {}, QPoint(20, 7));
        QCOMPARE(selected.size(), 1);
        QCOMPARE(strip.marked(), 1);
        QTest::mouseMove(&strip, QPoint(190, 7));
        QCOMPARE(hovered.last().first().toInt(), -1);
    }

    void columnNamesReplaceNumbers() {
        VectorStrip strip(nullptr);
        strip.setName(QStringLiteral("weights"));
        strip.setColumnNames({QStringLiteral("the"), QStringLiteral("cat")});
        strip.setValues({0.25F, 0.75F});
        strip.setMarked(1);
        QCOMPARE(strip.accessibleDescription(), QStringLiteral("weights[cat] = 0.750"));
    }

    void grewWithItsValues() {
        VectorStrip strip(nullptr);
        strip.setValues(std::vector<float>(64));
        const int one = strip.heightForWidth(300);
        strip.setValues(std::vector<float>(768), 12);
        QVERIFY(strip.heightForWidth(300) >= 12 * (one - 2));
        strip.setValues({});
        QCOMPARE(strip.marked(), -1);
        QTest::keyClick(&strip, Qt::Key_Right);
        QCOMPARE(strip.marked(), -1);
    }

    void paintsTheColoursOfItsValues() {
        VectorStrip strip(nullptr);
        strip.setValues({-1, 0, 1});
        strip.setCellSides(20, 20);
        strip.resize(100, strip.heightForWidth(100));
        const QImage image = strip.grab().toImage();
        const Theme theme;
        QCOMPARE(image.pixelColor(11, 11), theme.color(ColorRole::Second));
        QCOMPARE(image.pixelColor(51, 11), theme.color(ColorRole::Accent));
    }

private:
    static void fill(VectorStrip& strip) {
        strip.setName(QStringLiteral("q"));
        strip.setRowNames({QStringLiteral("one"), QStringLiteral("two")});
        strip.setValues({0.5F, -0.25F, 1, 12.345F, 3, 0}, 2);
        strip.resize(300, strip.heightForWidth(300));
    }
};

QTEST_MAIN(TestVectorStrip)
#include "tst_vector_strip.moc"
