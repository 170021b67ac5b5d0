#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QPainter>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>

#include "widgets/common/figure_export.h"
#include "widgets/common/figure_row.h"

using namespace vitrine;
using namespace vitrine::widgets;

namespace {

/// A red square in the left half, a letter in the right half.
class HalfRed : public Figure {
public:
    QSize figureSize() const override { return {120, 60}; }
    void paintFigure(QPainter& painter, const QSize& size) const override {
        painter.fillRect(0, 0, size.width() / 2, size.height(), Qt::red);
        painter.drawText(QRect(size.width() / 2, 0, size.width() / 2, size.height()),
            Qt::AlignCenter, QStringLiteral("字"));
    }
};

} // namespace

class TestFigureExport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void imageHasTwiceThePixels() {
        const QImage image = FigureExport(HalfRed(), Qt::white).image();
        checkPicture(image);
        QCOMPARE(image.devicePixelRatio(), 2.0);
    }

    void writesPng() {
        const QString path = write(FigureFormat::Png);
        const QImage image(path);
        checkPicture(image);
    }

    void writesSvg() {
        const QString path = write(FigureFormat::Svg);
        QSvgRenderer renderer(path);
        QVERIFY(renderer.isValid());
        QCOMPARE(renderer.viewBox(), QRect(0, 0, 120, 60));
        QImage image(240, 120, QImage::Format_ARGB32);
        image.fill(Qt::black);
        QPainter painter(&image);
        renderer.render(&painter);
        painter.end();
        checkPicture(image);
    }

    void writesPdf() {
        QFile file(write(FigureFormat::Pdf));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray pdf = file.readAll();
        QVERIFY(pdf.startsWith("%PDF-"));
        QVERIFY(pdf.trimmed().endsWith("%%EOF"));
        QVERIFY2(pdf.contains("/MediaBox [0 0 90"), "120 pixels are 90 points");
    }

    void copies() {
        FigureExport(HalfRed(), Qt::white).copyToClipboard();
        checkPicture(QApplication::clipboard()->image());
    }

    void rowHoldsItsFiguresSideBySide() {
        const HalfRed figure;
        FigureRow row;
        row.setFigures({&figure, &figure});
        QCOMPARE(row.figureSize(), QSize(120 + 16 + 120, 60));
        const QImage image = FigureExport(row, Qt::white).image();
        const auto at = [&](int x) { return image.pixelColor(2 * x, 2 * 5); };
        QCOMPARE(at(5), QColor(Qt::red));
        QCOMPARE(at(125), QColor(Qt::white)); // between them
        QCOMPARE(at(136 + 5), QColor(Qt::red));
        QCOMPARE(at(136 + 65), QColor(Qt::white));
    }

    void unwritableFileIsAnError() {
        const QString path = m_folder.filePath(QStringLiteral("missing/figure.png"));
        const auto result = FigureExport(HalfRed(), Qt::white).write(path, FigureFormat::Png);
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::FileUnwritable);
        QCOMPARE(QString::fromStdString(result.error().subject), path);
        QVERIFY(!QFile::exists(path));
    }

private:
    QString write(FigureFormat format) {
        const QString path = m_folder.filePath(QStringLiteral("figure.") + fileSuffix(format));
        const auto result = FigureExport(HalfRed(), Qt::white).write(path, format);
        return result ? path : QString();
    }

    static void checkPicture(const QImage& image) {
        QCOMPARE(image.size(), QSize(240, 120));
        QCOMPARE(image.pixelColor(20, 20), QColor(Qt::red));
        QCOMPARE(image.pixelColor(238, 2), QColor(Qt::white));
        bool ink = false; // of the letter
        for (int x = 122; x < 240; ++x)
            ink = ink || image.pixelColor(x, 60).lightness() < 128;
        QVERIFY(ink);
    }

    QTemporaryDir m_folder;
};

QTEST_MAIN(TestFigureExport)
#include "tst_figure_export.moc"
