#include <QApplication>
#include <QSignalSpy>
#include <QTest>

#include <filesystem>
#include <memory>

#include "app/pages/layers_page.h"
#include "app/window/command_registry.h"
#include "widgets/common/theme.h"
#include "widgets/layers/block_diagram.h"
#include "widgets/layers/block_walk_view.h"
#include "widgets/layers/contribution_bars.h"
#include "widgets/layers/logit_lens_table.h"
#include "widgets/layers/neuron_view.h"
#include "widgets/layers/output_change_table.h"
#include "widgets/layers/patch_panel.h"

using namespace vitrine;
using namespace vitrine::app;

namespace {

constexpr int patience = 20000; // ms; a busy machine may take its time

} // namespace

/// The Layers lens over a small model with random weights.
class TestLayersPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { widgets::Theme().applyTo(*qApp); }

    void init() {
        m_laboratory = std::make_unique<Laboratory>(folder());
        m_commands = std::make_unique<CommandRegistry>(nullptr);
        m_page = std::make_unique<LayersPage>(*m_laboratory, *m_commands, nullptr);
        m_page->resize(1100, 700);
        QSignalSpy loaded(&m_laboratory->models(), &ModelHost::loaded);
        m_laboratory->models().load(folder() / "tiny-en", {});
        QVERIFY(loaded.wait(patience));
        workspace().setText("once upon a time");
    }

    void cleanup() {
        m_page.reset();
        m_commands.reset();
        m_laboratory.reset();
    }

    void drawsTheModelWithItsParameters() {
        const auto& model = workspace().model();
        QCOMPARE(model->anatomy().parameters(), model->info().parameters);
        m_page->show();
        QTest::keyClick(&diagram(), Qt::Key_Home);
        QCOMPARE(diagram().selected(), std::optional(widgets::DiagramPart{Site::TokenEmbedding}));
    }

    void followsTheSelectedToken() {
        m_page->show();
        QSignalSpy walked(&m_page->probe(), &LayerProbe::walked);
        QVERIFY(walked.wait(patience));
        workspace().select(1);
        QVERIFY(walked.wait(patience));
        const auto walk = walked.last().first().value<BlockWalk>();
        QCOMPARE(walk.position, 1);
        const auto parts = widgets::walkParts(walk);
        // Every box of the diagram has a value.
        for (const auto& part : parts)
            QVERIFY(!widgets::valueAt(walk, part)->values.empty());
        QCOMPARE(parts.front(), (widgets::DiagramPart{Site::TokenEmbedding}));
        QCOMPARE(parts.back(), (widgets::DiagramPart{Site::Logits}));
    }

    void sharesTheLayer() {
        m_page->show();
        QTest::keyClick(&diagram(), Qt::Key_PageDown);
        QCOMPARE(workspace().selectedHead().layer, 1);
        workspace().selectHead({0, 0});
        QCOMPARE(diagram().layer(), 0);
    }

    void isIdleWhileHidden() {
        QSignalSpy walked(&m_page->probe(), &LayerProbe::walked);
        workspace().setText("something else");
        QVERIFY(!walked.wait(300));
        m_page->show();
        QVERIFY(walked.wait(patience));
    }

    void fillsTheLens() {
        m_page->show();
        workspace().select(0); // the table keeps the selected token in sight
        m_commands->action(QStringLiteral("logitLens"))->trigger();
        auto& table = *m_page->findChild<widgets::LogitLensTable*>();
        const int layers = workspace().model()->info().layers;
        QTRY_VERIFY_WITH_TIMEOUT(table.cell(layers, 0) != nullptr, patience);
        QCOMPARE(table.model()->columnCount(), workspace().tokenCount());
        QCOMPARE(table.model()->rowCount(), layers + 1);
        table.setCurrentIndex(table.model()->index(1, 2));
        QCOMPARE(workspace().selected(), 2);
    }

    void takesALogitApart() {
        m_page->show();
        m_commands->action(QStringLiteral("contributions"))->trigger();
        auto& bars = *m_page->findChild<widgets::ContributionBars*>();
        QTRY_VERIFY_WITH_TIMEOUT(!bars.isEmpty(), patience);
    }

    void listsNeurons() {
        m_page->show();
        m_commands->action(QStringLiteral("neurons"))->trigger();
        auto& view = *m_page->findChild<widgets::NeuronView*>();
        QTRY_VERIFY_WITH_TIMEOUT(view.table()->rowCount() > 0, patience);
        QVERIFY(view.neuron() >= 0);
    }

    void patchesAHiddenState() {
        m_page->show();
        workspace().select(1);
        m_commands->action(QStringLiteral("patching"))->trigger();
        auto& panel = *m_page->findChild<widgets::PatchPanel*>();
        QTRY_VERIFY_WITH_TIMEOUT(panel.table()->rowCount() > 0, patience);
    }

private:
    static std::filesystem::path folder() {
        return std::filesystem::path(VITRINE_SOURCE_DIR) / "tests/app/models";
    }
    Workspace& workspace() { return m_laboratory->workspace(); }
    widgets::BlockDiagram& diagram() { return *m_page->findChild<widgets::BlockDiagram*>(); }

    std::unique_ptr<Laboratory> m_laboratory;
    std::unique_ptr<CommandRegistry> m_commands;
    std::unique_ptr<LayersPage> m_page;
};

QTEST_MAIN(TestLayersPage)
#include "tst_layers_page.moc"
