#include <QApplication>
#include <QTest>

#include "tests/widgets/gallery/sample_data.h"
#include "widgets/common/figure_export.h"
#include "widgets/common/theme.h"
#include "widgets/generation/processor_steps_view.h"
#include "widgets/generation/processor_text.h"

using namespace vitrine;
using namespace vitrine::widgets;

namespace {

/// Of bars, right of a column.
int accentPixels(const QImage& image, int left = 0) {
    const QRgb accent = Theme().color(ColorRole::Accent).rgb();
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = left; x < image.width(); ++x)
            count += image.pixel(x, y) == accent ? 1 : 0;
    }
    return count;
}

} // namespace

class TestProcessorStepsView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme().applyTo(*qApp); }

    void showsOnePanelPerProcessor() {
        ProcessorStepsView view(nullptr);
        view.resize(1000, 300);
        view.show();
        NextTokenDistribution distribution = gallery::distribution();
        view.setDistribution(distribution, {});
        const auto lastPanel
            = [&] { return accentPixels(FigureExport(view, Qt::white).image(), 1200); };
        QVERIFY(lastPanel() > 0);
        distribution.processed.clear();
        view.setDistribution(distribution, {});
        QCOMPARE(lastPanel(), 0);
        QVERIFY(accentPixels(FigureExport(view, Qt::white).image()) > 0);
    }

    void wrapsWhereItIsNarrow() {
        ProcessorStepsView view(nullptr);
        view.resize(1000, 300);
        view.show();
        view.setDistribution(gallery::distribution(), {});
        const int wide = view.figureSize().height();
        view.resize(300, 300);
        QVERIFY(view.figureSize().height() > 3 * wide);
    }

    void nothingIsNoPanel() {
        ProcessorStepsView view(nullptr);
        NextTokenDistribution empty;
        empty.processed.resize(1);
        view.setDistribution(empty, {});
        QCOMPARE(accentPixels(FigureExport(view, Qt::white).image()), 0);
    }

    void namesSettings() {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        GenerationOptions options;
        options.topP = 0.9;
        options.minP = 0.05;
        options.topK = 1234;
        QCOMPARE(processorText(LogitProcessorKind::TopP, options), QStringLiteral("top-p 0.9"));
        QCOMPARE(processorText(LogitProcessorKind::MinP, options), QStringLiteral("min-p 0.05"));
        QCOMPARE(processorText(LogitProcessorKind::TopK, options), QStringLiteral("top-k 1,234"));
    }
};

QTEST_MAIN(TestProcessorStepsView)
#include "tst_processor_steps_view.moc"
