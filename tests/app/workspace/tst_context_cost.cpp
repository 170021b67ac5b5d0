#include <QTest>

#include <QLabel>
#include <QSignalSpy>

#include "app/model_text.h"
#include "app/window/text_bar.h"
#include "app/workspace/context_cost.h"
#include "app/workspace/laboratory.h"

using namespace vitrine;
using namespace vitrine::app;

namespace {

constexpr int patience = 20000; // ms, for a loaded machine
const std::filesystem::path models = VITRINE_TEST_SOURCE_DIR "/../models";
// 2 layers, keys and values of 16 numbers each, 4 bytes a number (config.json).
constexpr std::int64_t bytesPerToken = 2 * 2 * 16 * 4;
constexpr int contextLength = 128;

} // namespace

class TestContextCost : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyTokenCostsTheSameUpToTheContext() {
        Workspace workspace;
        ContextCost cost(workspace, nullptr);
        QCOMPARE(cost.bytes(10), 0); // nobody reads
        QSignalSpy changed(&cost, &ContextCost::changed);
        workspace.setModel(*api::TextModel::load(models / "tiny-en", {}), "tiny-en");
        QTRY_VERIFY_WITH_TIMEOUT(cost.bytes(1) > 0, patience);
        QVERIFY(changed.size() >= 2);
        QCOMPARE(cost.bytes(1), bytesPerToken);
        QCOMPARE(cost.bytes(10), 10 * bytesPerToken);
        QCOMPARE(cost.bytes(100000), contextLength * bytesPerToken);
        QVERIFY(cost.availableBytes() > cost.bytes(contextLength));
    }

    void theWindowTellsItBesideTheTokens() {
        Laboratory laboratory(models);
        TextBar bar(laboratory, nullptr);
        auto* counts = bar.findChild<QLabel*>(QStringLiteral("textCounts"));
        laboratory.workspace().setText("the cat");
        laboratory.models().load(models / "tiny-en", {});
        const auto expected
            = [&] { return byteSize(laboratory.workspace().tokenCount() * bytesPerToken); };
        QTRY_VERIFY_WITH_TIMEOUT(counts->text().contains(expected()), patience);
        laboratory.workspace().setText("the cat sat on the mat");
        QVERIFY2(counts->text().contains(expected()), qPrintable(counts->text()));
        QVERIFY2(counts->toolTip().contains(byteSize(contextLength * bytesPerToken)),
            qPrintable(counts->toolTip()));
    }
};

QTEST_MAIN(TestContextCost)
#include "tst_context_cost.moc"
