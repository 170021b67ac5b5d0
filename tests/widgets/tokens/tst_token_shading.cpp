#include <QSignalSpy>
#include <QTest>

#include "tests/widgets/gallery/sample_data.h"
#include "widgets/common/theme.h"
#include "widgets/tokens/token_shading.h"

using namespace vitrine;
using namespace vitrine::widgets;

class TestTokenShading : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void keysReadValues_data() {
        QTest::addColumn<QList<Qt::Key>>("keys");
        QTest::addColumn<QString>("text");
        QTest::newRow("next") << QList{Qt::Key_Right} << QStringLiteral("·b: −2.00 bits");
        QTest::newRow("last and no further") << QList{Qt::Key_Right, Qt::Key_Right, Qt::Key_Right}
                                             << QStringLiteral("·c: 0.500 bits");
        QTest::newRow("back") << QList{Qt::Key_Right, Qt::Key_Left}
                              << QStringLiteral("a: 1.00 bits");
    }
    void keysReadValues() {
        QFETCH(QList<Qt::Key>, keys);
        TokenShading shading(nullptr);
        fill(shading);
        QSignalSpy selected(&shading, &TokenShading::tokenSelected);
        for (const auto key : keys)
            QTest::keyClick(&shading, key);
        QTEST(shading.accessibleDescription(), "text");
        QCOMPARE(selected.last().first().toInt(), shading.selectedToken());
    }

    void aClickSelects() {
        TokenShading shading(nullptr);
        fill(shading);
        shading.resize(300, 60);
        shading.show();
        QSignalSpy selected(&shading, &TokenShading::tokenSelected);
        QTest::mouseClick(shading.viewport(), Qt::LeftButton, {}, QPoint(8, 12));
        QCOMPARE(selected.size(), 1);
        QCOMPARE(shading.selectedToken(), 0);
        QTest::mouseClick(shading.viewport(), Qt::LeftButton, {}, QPoint(290, 50));
        QCOMPARE(selected.size(), 1);
    }

    void coloursTellTheSign() {
        TokenShading shading(nullptr);
        shading.setTokens(gallery::tokens({"a", " b"}), {1, -1});
        shading.resize(200, 60);
        const QImage image = shading.grab().toImage();
        const QColor positive = image.pixelColor(6, 8);
        QVERIFY(positive.blue() > positive.red()); // the accent
        const QColor background = image.pixelColor(190, 50);
        int reddish = 0;
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, 8);
            reddish += pixel != background && pixel.red() > pixel.blue() + 30 ? 1 : 0;
        }
        QVERIFY(reddish > 5);
    }

    void fewerTokensLoseTheSelection() {
        TokenShading shading(nullptr);
        fill(shading);
        shading.setSelectedToken(2);
        shading.setTokens(gallery::tokens({"a"}), {1});
        QCOMPARE(shading.selectedToken(), 0);
        shading.setTokens({}, {});
        QCOMPARE(shading.selectedToken(), -1);
        QTest::keyClick(&shading, Qt::Key_Right);
        QCOMPARE(shading.selectedToken(), -1);
    }

private:
    static void fill(TokenShading& shading) {
        shading.setUnit(QStringLiteral("bits"));
        shading.setTokens(gallery::tokens({"a", " b", " c"}), {1, -2, 0.5});
    }
};

QTEST_MAIN(TestTokenShading)
#include "tst_token_shading.moc"
