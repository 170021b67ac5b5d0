#include <QTest>

#include <QApplication>
#include <QComboBox>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <memory>
#include <numeric>

#include "app/application.h"
#include "app/pages/attention_page.h"
#include "app/pages/attention_pane.h"
#include "app/pages/notice_card.h"
#include "app/window/command_registry.h"
#include "app/window/main_window.h"
#include "app/workspace/intervention_edits.h"
#include "widgets/attention/attention_atlas.h"
#include "widgets/attention/attention_heat_map.h"
#include "widgets/attention/attention_links.h"
#include "widgets/attention/attention_why.h"
#include "widgets/attention/output_change_bars.h"
#include "widgets/common/message_bar.h"
#include "widgets/tokens/token_shading.h"

using namespace vitrine;
using namespace vitrine::app;
using widgets::AttentionAtlas;
using widgets::AttentionHeatMap;

namespace {

constexpr int patience = 20000; // ms; a busy machine may take its time
constexpr double rowSumTolerance = 1e-5; // float32 sums of a few dozen weights

} // namespace

/// The Attention lens in the program, with a small model of random weights.
class TestAttentionPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        const ApplicationPaths paths{m_folder->filePath(QStringLiteral("settings.ini")),
            m_folder->filePath(QStringLiteral("session.json")),
            VITRINE_TEST_SOURCE_DIR "/../models"};
        Settings(paths.settings).setLanguage(QStringLiteral("en"));
        m_application = std::make_unique<Application>(*qApp, paths);
        m_application->start();
        window().showPage(QStringLiteral("attention"));
        QVERIFY(QTest::qWaitForWindowActive(&window()));
        QTRY_VERIFY_WITH_TIMEOUT(workspace().model(), patience);
        showText("once upon a time");
    }

    void cleanup() {
        m_application.reset();
        m_folder.reset();
    }

    void showsTheWeightsOfTheSelectedHead() {
        const auto& cells = map().picture()->cells();
        QCOMPARE(cells.rows(), workspace().tokenCount());
        for (int row = 0; row < cells.rows(); ++row) {
            const auto* first = cells.values.data() + row * cells.columns();
            const double sum = std::accumulate(first, first + cells.columns(), 0.0);
            QVERIFY(std::abs(sum - 1) < rowSumTolerance);
        }
        const auto before = cells.values;
        waitForMap([this] { workspace().selectHead({1, 0}); });
        QVERIFY(map().picture()->cells().values != before);
    }

    void followsTyping() {
        const int before = map().picture()->cells().rows();
        waitForMap([this] { workspace().setText(workspace().text() + " there was"); });
        QVERIFY(map().picture()->cells().rows() > before);
        waitForMap([this] { workspace().setText("o"); });
        QCOMPARE(map().picture()->cells().rows(), 1);
        workspace().setText("");
        QVERIFY(!map().picture());
    }

    void aTextBeyondTheContextIsCut() {
        const int context = workspace().model()->info().contextLength;
        waitForMap(
            [&] { workspace().setText(std::string(static_cast<std::size_t>(3 * context), 'q')); });
        QVERIFY(workspace().tokenCount() > context);
        QCOMPARE(map().picture()->cells().rows(), context);
        auto* notice = page().findChild<widgets::MessageBar*>();
        QVERIFY(notice->message().contains(QString::number(workspace().tokenCount() - context)));
        waitForMap([this] { workspace().setText("short"); });
        QVERIFY(notice->message().isEmpty());
    }

    void everyHeadArrives() {
        QSignalSpy summarized(&page().probe(), &AttentionProbe::summarized);
        workspace().setText("one more");
        const auto& info = workspace().model()->info();
        std::set<HeadIndex> heads;
        QTRY_VERIFY_WITH_TIMEOUT(([&] {
            for (const auto& arguments : summarized) {
                for (const auto& summary : arguments.front().value<std::vector<HeadSummary>>()) {
                    heads.insert(summary.index);
                }
            }
            return heads.size() == static_cast<std::size_t>(info.layers * info.heads);
        }()),
            patience);
    }

    void aCellIsExplained() {
        QSignalSpy derived(&page().probe(), &AttentionProbe::derived);
        clickCell(3, 1);
        QTRY_COMPARE_WITH_TIMEOUT(derived.size(), 1, patience);
        const auto derivation = derived.front().front().value<AttentionDerivation>();
        QCOMPARE(derivation.query, 3);
        QCOMPARE(derivation.key, 1);
        QVERIFY(std::abs(derivation.weight - map().picture()->cells().at(3, 1)) < rowSumTolerance);
        QCOMPARE(workspace().selected(), 3); // shared with the other lenses
    }

    void selectionFollowsTheText() {
        workspace().select(2);
        auto* shaded = pane().findChild<widgets::TokenShading*>();
        QCOMPARE(shaded->selectedToken(), 2);
        QTest::keyClick(&map(), Qt::Key_Down);
        QCOMPARE(workspace().selected(), 3);
    }

    void switchingHeadsOffChangesTheOutput() {
        QSignalSpy changed(&page().probe(), &AttentionProbe::changed);
        auto* atlas = page().findChild<AttentionAtlas*>();
        Q_EMIT atlas->headSwitched(HeadIndex{0, 1});
        QTRY_COMPARE_WITH_TIMEOUT(changed.size(), 1, patience);
        QCOMPARE(switchedOff(workspace().interventions()), (std::set<HeadIndex>{{0, 1}}));
        const auto change = changed.front().front().value<OutputChange>();
        QCOMPARE(change.divergence.size(), std::size_t(workspace().tokenCount()));
        QVERIFY(change.divergence.back() > 0);
        run("undoInterventions");
        QVERIFY(workspace().interventions().empty());
    }

    void anEditedMaskIsKept() {
        waitForMap([this] { Q_EMIT map().cellMenuRequested(2, 0, {}); },
            [](QMenu& menu) {
                menu.actions()[1]->trigger(); // forbid in every head
            });
        QCOMPARE(map().picture()->cells().at(2, 0), 0.0F);
        QCOMPARE(map().picture()->cells().visibility(2, 0),
            widgets::AttentionCells::Visibility::Forbidden);
        QCOMPARE(workspace().interventions().mask.size(), std::size_t(1));
        waitForMap([this] { workspace().setText("o"); }); // has no third token
        QCOMPARE(map().picture()->cells().rows(), 1);
    }

    void wordsAreMerged() {
        const int tokens = map().picture()->cells().rows();
        waitForMap([this] { run("mergeWords"); });
        QVERIFY(map().picture()->cells().rows() < tokens);
        QCOMPARE(map().picture()->cells().queries.back().last, workspace().tokenCount() - 1);
    }

    void viewsChange() {
        run("attentionLinks");
        QVERIFY(pane().findChild<widgets::AttentionLinks*>()->isVisible());
        run("attentionText");
        QVERIFY(pane().findChild<widgets::TokenShading*>()->isVisible());
        run("attentionMap");
        QVERIFY(map().isVisible());
    }

    void aModelThatReadsBothSidesShowsItsSpecialTokens() {
        loadMasked();
        waitForMap([this] {
            workspace().setSecondText("x");
            workspace().setText("a b");
        });
        const auto& cells = map().picture()->cells();
        QVERIFY(!cells.causal);
        QCOMPARE(cells.queries.front().text, QStringLiteral("[CLS]"));
        QVERIFY(!cells.borders.empty());
        QCOMPARE(
            cells.visibility(0, cells.columns() - 1), widgets::AttentionCells::Visibility::Visible);
        const int all = cells.rows();
        waitForMap([this] { run("hideSpecialTokens"); });
        QCOMPARE(map().picture()->cells().rows(), all - 3);
        workspace().select(1);
        QSignalSpy mapped(&page().probe(), &AttentionProbe::mapped);
        workspace().setMasked({1});
        QTRY_VERIFY_WITH_TIMEOUT(!mapped.isEmpty(), patience);
        QVERIFY(std::ranges::any_of(map().picture()->cells().queries,
            [](const auto& entry) { return entry.text == QStringLiteral("[MASK]"); }));
    }

    void aSecondModelStandsBesideTheFirst() {
        auto* side = window().findChild<QComboBox*>(QStringLiteral("attentionSide"));
        QVERIFY(side->isHidden());
        compareWith("tiny-en"); // the same weights: the difference is nothing
        QVERIFY(!side->isHidden());
        chooseSide(AttentionSide::Difference);
        QVERIFY(map().picture()->cells().difference);
        for (const float value : map().picture()->cells().values) {
            QCOMPARE(value, 0.0F);
        }
        chooseSide(AttentionSide::Both);
        QVERIFY(map().isVisible() && otherMap().isVisible());
        QCOMPARE(otherMap().picture()->cells().values, map().picture()->cells().values);
        chooseSide(AttentionSide::Other);
        QVERIFY(!map().isVisible() && otherMap().isVisible());
        run("stopComparing");
        QVERIFY(map().isVisible() && !otherMap().isVisible());
        QVERIFY(side->isHidden());
    }

    void modelsThatCutOtherwiseStandSideBySide() {
        showText("床前明月光"); // tokens of bytes, and tokens of characters
        compareWith("tiny-zh");
        chooseSide(AttentionSide::Difference);
        QVERIFY(map().isVisible() && otherMap().isVisible());
        QVERIFY(!page().findChild<widgets::MessageBar*>()->message().isEmpty());
        QVERIFY(otherMap().picture()->cells().rows() != map().picture()->cells().rows());
        // What is selected in one is found in the other.
        workspace().select(workspace().tokenCount() - 1);
        const auto selectedIn = [](const AttentionPane& shown) {
            return shown.findChild<widgets::TokenShading*>()->selectedToken();
        };
        QCOMPARE(selectedIn(pane()), workspace().tokenCount() - 1);
        QCOMPARE(selectedIn(otherPane()), otherMap().picture()->cells().rows() - 1);
    }

    void aSecondModelThatCannotBeLoadedLeavesTheFirst() {
        const auto model = workspace().model();
        QSignalSpy failed(&m_application->laboratory().secondModels(), &ModelHost::failed);
        m_application->laboratory().secondModels().load("/nowhere", {});
        QVERIFY(failed.wait(patience));
        QCOMPARE(workspace().model(), model);
        QVERIFY(!workspace().secondModel());
        QVERIFY(!window().findChildren<widgets::MessageBar*>().isEmpty());
    }

    void theTextbookExampleIsShown() {
        for (auto* button : window().findChildren<QPushButton*>()) {
            if (button->text() == QStringLiteral("Textbook example")) {
                button->click();
            }
        }
        const auto* table = window().findChild<widgets::AttentionWhy*>()->table();
        QCOMPARE(table->rowCount(), 2);
        QCOMPARE(table->index(0, 3).data().toString(), QStringLiteral("0.881"));
        QCOMPARE(table->index(1, 3).data().toString(), QStringLiteral("0.119"));
    }

    void theSelectedHeadIsKept() {
        workspace().selectHead({1, 1});
        const ApplicationPaths paths{m_folder->filePath(QStringLiteral("settings.ini")),
            m_folder->filePath(QStringLiteral("session.json")),
            VITRINE_TEST_SOURCE_DIR "/../models"};
        m_application.reset(); // saves
        m_application = std::make_unique<Application>(*qApp, paths);
        QCOMPARE(workspace().selectedHead(), (HeadIndex{1, 1}));
    }

    void saysThatAModelHasNoAttention() {
        auto& models = m_application->laboratory().models();
        QSignalSpy loaded(&models, &ModelHost::loaded);
        models.load(VITRINE_TEST_SOURCE_DIR "/../cases/tiny-lstm", {});
        QVERIFY(loaded.wait(patience));
        auto* notice = window().findChild<AttentionPage*>()->findChild<NoticeCard*>();
        QVERIFY(notice && notice->isVisible());
        QVERIFY(!map().isVisible());
        workspace().setText("another text"); // asks nothing of it, and nothing fails
        QVERIFY(!window().commands().action(QStringLiteral("switchHead"))->isEnabled());
        models.load(VITRINE_TEST_SOURCE_DIR "/../models/tiny-en", {});
        QVERIFY(loaded.wait(patience));
        QVERIFY(!notice->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(map().isVisible() && map().picture(), patience);
    }

private:
    void showText(const char* text) {
        waitForMap([&] { workspace().setText(text); });
    }

    /// Does something and waits for the map that it asks for.
    void waitForMap(const std::function<void()>& act) {
        QSignalSpy mapped(&page().probe(), &AttentionProbe::mapped);
        act();
        QTRY_VERIFY_WITH_TIMEOUT(!mapped.isEmpty(), patience);
    }

    /// The same where a menu opens on the way.
    void waitForMap(const std::function<void()>& act, const std::function<void(QMenu&)>& choose) {
        QTimer::singleShot(0, qApp, [&choose] {
            auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            QVERIFY(menu);
            choose(*menu);
            menu->close();
        });
        waitForMap(act);
    }

    void loadMasked() {
        auto& models = m_application->laboratory().models();
        QSignalSpy loaded(&models, &ModelHost::loaded);
        models.load(VITRINE_TEST_SOURCE_DIR "/../../engine/api/cases/masked/bert", {});
        QVERIFY(loaded.wait(patience));
    }

    void compareWith(const char* name) {
        waitForMap([&] {
            m_application->laboratory().secondModels().load(
                std::filesystem::path(VITRINE_TEST_SOURCE_DIR "/../models") / name, {});
        });
        QVERIFY(workspace().secondModel());
    }

    void chooseSide(AttentionSide side) {
        auto* box = window().findChild<QComboBox*>(QStringLiteral("attentionSide"));
        waitForMap([&] { box->setCurrentIndex(static_cast<int>(side)); });
    }

    void clickCell(int query, int key) {
        const auto place = map().view().rect({query, key}).center().toPoint();
        QTest::mouseClick(&map(), Qt::LeftButton, {}, place);
    }

    void run(const char* command) {
        window().commands().action(QString::fromLatin1(command))->trigger();
    }

    MainWindow& window() { return m_application->window(); }
    Workspace& workspace() { return m_application->laboratory().workspace(); }
    AttentionPage& page() { return *window().findChild<AttentionPage*>(); }
    AttentionPane& pane() {
        return *page().findChild<AttentionPane*>(QStringLiteral("attentionPane"));
    }
    AttentionPane& otherPane() {
        return *page().findChild<AttentionPane*>(QStringLiteral("otherAttentionPane"));
    }
    AttentionHeatMap& map() { return pane().map(); }
    AttentionHeatMap& otherMap() { return otherPane().map(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Application> m_application;
};

QTEST_MAIN(TestAttentionPage)
#include "tst_attention_page.moc"
