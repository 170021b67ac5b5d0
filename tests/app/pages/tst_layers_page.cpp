#include <QAbstractButton>
#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

#include <cmath>
#include <filesystem>
#include <memory>

#include "app/pages/layers_page.h"
#include "app/pages/state_panel.h"
#include "app/window/command_registry.h"
#include "app/workspace/intervention_edits.h"
#include "widgets/common/segmented_control.h"
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
constexpr double sumTolerance = 1e-4; // float32 sums of a few dozen products

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
        load(folder() / "tiny-en");
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
        QCOMPARE(diagram().selected(), std::optional(Site::TokenEmbedding));
    }

    void followsTheSelectedToken() {
        m_page->show();
        QSignalSpy walked(&m_page->probe(), &LayerProbe::walked);
        QVERIFY(walked.wait(patience));
        workspace().select(1);
        QVERIFY(walked.wait(patience));
        const auto walk = walked.last().first().value<BlockWalk>();
        QCOMPARE(walk.position, 1);
        // Every box of the diagram has a value.
        for (const auto& step : walk.steps)
            QVERIFY(!step.values.empty());
        QCOMPARE(walk.steps.front().site, Site::TokenEmbedding);
        QCOMPARE(walk.steps.back().site, Site::Logits);
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

    void countsLayersFromZero() {
        auto& layer = *m_page->findChild<QSpinBox*>(QStringLiteral("layerChoice"));
        QCOMPARE(layer.minimum(), 0);
        QCOMPARE(layer.maximum(), workspace().model()->info().layers - 1);
        layer.setValue(1);
        QCOMPARE(workspace().selectedHead().layer, 1);
    }

    void itemizesALinearMap() {
        m_page->show();
        QSignalSpy found(&m_page->probe(), &LayerProbe::linearFound);
        QSignalSpy walked(&m_page->probe(), &LayerProbe::walked);
        QVERIFY(walked.wait(patience));
        diagram().setSelected(Site::AttentionOutput);
        Q_EMIT diagram().partSelected(Site::AttentionOutput);
        QTRY_VERIFY_WITH_TIMEOUT(!found.isEmpty(), patience);
        const auto derivation = found.last().first().value<LinearDerivation>();
        const auto walk = walked.last().first().value<BlockWalk>();
        const double value = walk.find(Site::AttentionOutput)->values.front();
        QVERIFY(std::abs(derivation.value - value) < sumTolerance);
    }

    void computesWithTheInterventions() {
        m_page->show();
        QSignalSpy walked(&m_page->probe(), &LayerProbe::walked);
        QVERIFY(walked.wait(patience));
        const auto before = walked.last().first().value<BlockWalk>();
        Interventions off;
        const auto& info = workspace().model()->info();
        switchLayerOff(off, 0, info.heads, HeadAblation::Kind::Zero);
        workspace().setInterventions(off);
        QVERIFY(walked.wait(patience));
        const auto after = walked.last().first().value<BlockWalk>();
        for (const float value : after.find(Site::HeadOutputs)->values)
            QCOMPARE(value, 0.0F);
        QVERIFY(after.find(Site::Logits)->values != before.find(Site::Logits)->values);
        auto* undo = undoButton();
        QVERIFY(undo->isVisible());
        undo->click();
        QVERIFY(workspace().interventions().empty());
        QVERIFY(!undo->isVisible());
        QVERIFY(walked.wait(patience));
        QVERIFY(walked.last().first().value<BlockWalk>() == before);
    }

    void looksAtSpecialTokensAndTheSecondText() {
        load(maskedFolder());
        workspace().setSecondText("x");
        workspace().setText("a b");
        m_page->show();
        QSignalSpy walked(&m_page->probe(), &LayerProbe::walked);
        QVERIFY(walked.wait(patience));
        // The selection is behind the text's last token, which stands after [CLS].
        QCOMPARE(walked.last().first().value<BlockWalk>().position, workspace().tokenCount());
        m_commands->action(QStringLiteral("logitLens"))->trigger();
        auto& table = *m_page->findChild<widgets::LogitLensTable*>();
        QTRY_VERIFY_WITH_TIMEOUT(table.model()->columnCount() > workspace().tokenCount() + 3,
            patience); // [CLS], two [SEP], the second text
        const int before = workspace().selected();
        table.setCurrentIndex(table.model()->index(1, 0));
        QVERIFY(walked.wait(patience));
        const auto walk = walked.last().first().value<BlockWalk>();
        QCOMPARE(walk.position, 0);
        QCOMPARE(workspace().selected(), before); // [CLS] is no token of the text
        QCOMPARE(walk.steps.back().site, Site::NextSentence);
        table.setCurrentIndex(table.model()->index(1, 1));
        QCOMPARE(workspace().selected(), 0);
    }

    void showsTheStatesOfARecurrentModel() {
        m_page->show();
        load(std::filesystem::path(VITRINE_SOURCE_DIR) / "tests/app/cases/tiny-lstm");
        QVERIFY(!diagram().isVisible());
        auto& panel = *m_page->findChild<StatePanel*>();
        auto& view = *panel.findChild<widgets::NeuronView*>();
        QVERIFY(panel.isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(view.table()->rowCount() == 12, patience); // the layer's width
        auto& choice = *panel.findChild<widgets::SegmentedControl*>();
        QCOMPARE(choice.findChildren<QAbstractButton*>().size(), 6);
        const auto strongest = [&] { return view.table()->index(0, 1).data().toString(); };
        const auto hidden = strongest();
        choice.findChildren<QAbstractButton*>().at(1)->click();
        QVERIFY(strongest() != hidden); // the cell state
        const auto* formula
            = m_page->inspector()->findChild<QLabel*>(QStringLiteral("stateFormula"));
        QVERIFY(formula->text().startsWith(QStringLiteral("c′ = f ⊙ c + i ⊙ g\nc′ = ")));
        panel.findChild<QSpinBox*>()->setValue(1);
        QVERIFY(view.table()->rowCount() == 12);
        load(folder() / "tiny-en");
        QVERIFY(!panel.isVisible());
        QVERIFY(diagram().isVisible());
    }

private:
    static std::filesystem::path folder() {
        return std::filesystem::path(VITRINE_SOURCE_DIR) / "tests/app/models";
    }
    static std::filesystem::path maskedFolder() {
        return std::filesystem::path(VITRINE_SOURCE_DIR) / "tests/engine/api/cases/masked/bert";
    }
    void load(const std::filesystem::path& model) {
        QSignalSpy loaded(&m_laboratory->models(), &ModelHost::loaded);
        m_laboratory->models().load(model, {});
        QVERIFY(loaded.wait(patience));
    }
    QPushButton* undoButton() {
        for (auto* button : m_page->findChildren<QPushButton*>()) {
            if (button->text() == QStringLiteral("Undo all"))
                return button;
        }
        return nullptr;
    }
    Workspace& workspace() { return m_laboratory->workspace(); }
    widgets::BlockDiagram& diagram() { return *m_page->findChild<widgets::BlockDiagram*>(); }

    std::unique_ptr<Laboratory> m_laboratory;
    std::unique_ptr<CommandRegistry> m_commands;
    std::unique_ptr<LayersPage> m_page;
};

QTEST_MAIN(TestLayersPage)
#include "tst_layers_page.moc"
