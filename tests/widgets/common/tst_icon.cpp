#include <QDir>
#include <QTest>

#include "widgets/common/icon.h"
#include "widgets/common/icon_button.h"

using namespace vitrine::widgets;

namespace {

int inkedPixels(const QImage& image, const QColor& color) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            count += pixel.alpha() > 200 && pixel.rgb() == color.rgb() ? 1 : 0;
        }
    }
    return count;
}

} // namespace

class TestIcon : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyIconIsDrawn_data() {
        QTest::addColumn<QString>("name");
        const QStringList files = QDir(QStringLiteral(":/icons")).entryList();
        QVERIFY(files.size() >= 12);
        for (const QString& file : files)
            QTest::newRow(qPrintable(file)) << file.chopped(4);
    }
    void everyIconIsDrawn() {
        QFETCH(QString, name);
        const QColor color(200, 40, 10);
        const QPixmap pixmap = themedPixmap(name, color, 48, 2);
        QCOMPARE(pixmap.size(), QSize(96, 96));
        QVERIFY(inkedPixels(pixmap.toImage(), color) > 10);
    }

    void everyFileIsListed() {
        const QDir folder(QStringLiteral(VITRINE_SOURCE_DIR "/resources/icons"));
        const QStringList onDisk
            = folder.entryList({QStringLiteral("*.svg")}, QDir::Files, QDir::Name);
        QCOMPARE(QDir(QStringLiteral(":/icons")).entryList(QDir::Files, QDir::Name), onDisk);
    }

    void buttonIsNamedByItsTooltip() {
        IconButton button(QStringLiteral("close"), nullptr);
        button.setDescription(QStringLiteral("Close this message"));
        QCOMPARE(button.accessibleName(), QStringLiteral("Close this message"));
        QCOMPARE(button.toolTip(), QStringLiteral("Close this message"));
        QVERIFY(!button.icon().isNull());
    }
};

QTEST_MAIN(TestIcon)
#include "tst_icon.moc"
