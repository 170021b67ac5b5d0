#include <QTest>

#include <QAbstractButton>
#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>

#include <functional>
#include <memory>

#include "app/application.h"
#include "app/pages/bar_scale_switch.h"
#include "app/pages/masked_words.h"
#include "app/window/command_registry.h"
#include "app/window/main_window.h"
#include "app/workspace/token_replacement.h"
#include "widgets/common/message_bar.h"
#include "widgets/common/number_format.h"
#include "widgets/common/table_export.h"
#include "widgets/generation/context_contrast_model.h"
#include "widgets/generation/probability_bars.h"
#include "widgets/generation/sampling_panel.h"
#include "widgets/generation/share_bar.h"
#include "widgets/tokens/token_chips.h"

using namespace vitrine;
using namespace vitrine::app;
using widgets::ContextContrastModel;
using widgets::TokenChips;

namespace {

constexpr int patience = 20000; // ms; a busy machine may take its time
constexpr double rounding = 1e-6; // a cache adds up in another order

} // namespace

/// The Generate lens with a model that fills masks: real clicks and keys, random weights.
class TestMaskedWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        start();
        open("bert");
        answered([this] { workspace().setText("the cat"); });
    }

    void cleanup() {
        m_application.reset();
        m_folder.reset();
    }

    void theLensShowsWhatSuchAModelCanDo() {
        QVERIFY(page().isVisible());
        QVERIFY(!window().findChild<widgets::SamplingPanel*>()->isVisible());
        QVERIFY(!command("generate")->isEnabled());
        QVERIFY(!command("step")->isEnabled());
        QVERIFY(!command("showSettings")->isEnabled());
        QVERIFY(command("hideToken")->isEnabled());
        Q_EMIT window().folderOffered(
            std::filesystem::path(VITRINE_TEST_SOURCE_DIR "/../models/tiny-en"));
        QTRY_VERIFY_WITH_TIMEOUT(!workspace().readsBothSides(), patience);
        QVERIFY(!page().isVisible());
        QVERIFY(window().findChild<widgets::SamplingPanel*>()->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(command("generate")->isEnabled(), patience);
        QVERIFY(!command("hideToken")->isEnabled());
    }

    void aClickHidesAToken() {
        const auto answer = answered([this] { click(2); });
        QVERIFY(workspace().masked() == std::set<int>{1});
        QCOMPARE(workspace().selected(), 1);
        const std::vector<TokenId> read{2, 59, 4, 3}; // [CLS] the [MASK] [SEP]
        const auto expected = workspace().model()->fillMask(
            {read, std::vector<int>(4, 0)}, std::vector<int>{2}, /*top=*/40);
        QVERIFY(expected);
        const auto& shown = answer.distribution->candidates;
        QCOMPARE(shown.size(), expected->front().candidates.size());
        for (std::size_t i = 0; i < shown.size(); ++i) {
            QCOMPARE(shown[i].id, expected->front().candidates[i].id);
            QCOMPARE(shown[i].probability, expected->front().candidates[i].probability);
        }
        QVERIFY2(
            label("writtenToken").contains(widgets::formatProbability(answer.written->probability)),
            qPrintable(label("writtenToken")));
        answered([this] { click(2); });
        QVERIFY(workspace().masked().empty());
    }

    void specialTokensCannotBeHidden() {
        click(0);
        QVERIFY(workspace().masked().empty());
    }

    void keysHideAndShow() {
        chips().setFocus();
        workspace().select(0);
        answered([this] { QTest::keyClick(&chips(), Qt::Key_Space); });
        QVERIFY(workspace().masked() == std::set<int>{0});
        QTest::keyClick(&chips(), Qt::Key_Right);
        QTest::keyClick(&chips(), Qt::Key_Return);
        QVERIFY(workspace().masked() == (std::set<int>{0, 1}));
        QTest::keyClick(&chips(), Qt::Key_Space);
        QVERIFY(workspace().masked() == std::set<int>{0});
    }

    void buttonsHideSomeAndNone() {
        answered([this] { workspace().setText("a b c d e f g h i j"); });
        press("hideSome");
        QCOMPARE(workspace().masked().size(), std::size_t(2));
        press("hideNothing");
        QVERIFY(workspace().masked().empty());
        command("hideToken")->trigger();
        QVERIFY(workspace().masked() == std::set<int>{9}); // the last, where none is selected
        command("hideNoTokens")->trigger();
        QVERIFY(workspace().masked().empty());
    }

    void choosingACandidateWritesIt() {
        const auto answer = answered([this] { click(2); });
        const auto& candidates = answer.distribution->candidates;
        const auto& tokenizer = workspace().model()->tokenizer();
        std::size_t row = 0;
        while (tokenizer.isSpecial(candidates[row].id)) {
            ++row; // is no text
        }
        const auto expected = withToken("the cat", 3, 7, candidates[row].id, tokenizer);
        bars().setFocus();
        QTest::keyClick(&bars(), Qt::Key_Home);
        for (std::size_t i = 0; i < row; ++i) {
            QTest::keyClick(&bars(), Qt::Key_Down);
        }
        QTest::keyClick(&bars(), Qt::Key_Return);
        QCOMPARE(workspace().text(), expected);
        QVERIFY(workspace().masked().empty());
    }

    void aCandidateIsWrittenIntoTheSecondText() {
        answered([this] { workspace().setSecondText("a cat"); });
        const auto answer = answered([this] { click(5); }); // [CLS] the cat [SEP] a cat
        QVERIFY(workspace().masked() == std::set<int>{3});
        const auto id = workspace().model()->tokenizer().idOf("月");
        Q_EMIT bars().candidateChosen(*id);
        QCOMPARE(workspace().secondText(), std::string("a 月"));
        QCOMPARE(workspace().text(), std::string("the cat"));
        QVERIFY(workspace().masked().empty());
        QCOMPARE(filler().position(), answer.position);
    }

    void smallCandidatesCanBeSeen() {
        auto& scale = *bars().parentWidget()->parentWidget()->findChild<BarScaleSwitch*>();
        QTest::mouseClick(scale.findChildren<QAbstractButton*>()[1], Qt::LeftButton);
        QCOMPARE(bars().scale(), widgets::BarScale::Logarithmic);
    }

    void gptAndBertAreContrasted() {
        answered([this] { workspace().select(0); });
        QSignalSpy left(&laboratory().leftReader(), &LeftReader::answered);
        const auto answer = answered([this] { workspace().select(1); });
        QTRY_VERIFY_WITH_TIMEOUT(!left.isEmpty(), patience);
        const auto gpt = *api::TextModel::load(
            std::filesystem::path(VITRINE_TEST_SOURCE_DIR "/../models/tiny-en"), {});
        const auto& tokenizer = gpt->tokenizer();
        auto ids = *tokenizer.encode("the", false);
        ids.insert(ids.begin(), *tokenizer.beginOfText());
        const auto before = ids.size();
        const auto word = *tokenizer.encode(" cat", false);
        ids.insert(ids.end(), word.begin(), word.end());
        const auto scored = *gpt->newSession()->score(ids);
        double sum = 0;
        for (auto i = before; i < ids.size(); ++i) {
            sum += scored[i].logProbability;
        }
        const double shown
            = cell(ContextContrastModel::Word, ContextContrastModel::LeftNumber).toDouble();
        QVERIFY(std::abs(shown / std::exp(sum) - 1) < rounding);
        QCOMPARE(cell(ContextContrastModel::Word, ContextContrastModel::BothNumber).toDouble(),
            static_cast<double>(answer.written->probability));
        QCOMPARE(cell(ContextContrastModel::Entropy, ContextContrastModel::BothNumber).toDouble(),
            answer.distribution->entropy);
        QVERIFY(cell(ContextContrastModel::Seen, ContextContrastModel::LeftText)
                    .toString()
                    .startsWith(QStringLiteral("the ")));
    }

    void withoutAGptOfTheLanguageItSaysSo() {
        const auto missing
            = [this] { return page().findChild<QLabel*>(QStringLiteral("leftModelMissing")); };
        QVERIFY(!missing()->isVisible());
        m_application.reset();
        start(m_folder->filePath(QStringLiteral("none")));
        open("bert");
        QTRY_VERIFY_WITH_TIMEOUT(missing()->isVisible(), patience);
    }

    void aPairIsJudged() {
        auto* bar = page().findChild<widgets::ShareBar*>();
        QVERIFY(!bar->isVisible());
        QVERIFY(!label("nextSentenceHint").isEmpty());
        QSignalSpy judged(&filler(), &MaskFiller::judged);
        auto* second = window().findChild<QLineEdit*>(QStringLiteral("secondText"));
        QTest::keyClicks(second, QStringLiteral("a b"));
        const auto expected = workspace().model()->nextSentence("the cat", "a b");
        QTRY_VERIFY_WITH_TIMEOUT(
            !judged.isEmpty() && judged.back().front().toDouble() == expected->probability,
            patience);
        QVERIFY(bar->isVisible());
        QVERIFY2(bar->accessibleName().contains(widgets::formatPercent(expected->probability)),
            qPrintable(bar->accessibleName()));
    }

    void whatDoesNotFitIsTold() {
        auto* notice = page().findChild<widgets::MessageBar*>();
        QVERIFY(notice->message().isEmpty());
        std::string text;
        for (int i = 0; i < 30; ++i) {
            text += "a ";
        }
        workspace().setText(text);
        QVERIFY(notice->message().contains(QStringLiteral("8"))); // 30 − (24 − 2)
        workspace().setText("a");
        QVERIFY(notice->message().isEmpty());
    }

    void missingHeadsAreNamed() {
        open("roberta");
        QVERIFY2(label("nextSentenceHint").contains(QStringLiteral("next-sentence head")),
            qPrintable(label("nextSentenceHint")));
        QVERIFY(chips().isVisible());
        open("distilbert-without-heads");
        QVERIFY(!chips().isVisible());
        QVERIFY2(label("notice").contains(QStringLiteral("masked-token head")),
            qPrintable(label("notice")));
        QVERIFY(!command("hideToken")->isEnabled());
    }

    void aRestartKeepsWhatIsHidden() {
        answered([this] { click(2); });
        answered([this] { workspace().setSecondText("a b"); });
        m_application.reset(); // saves
        start();
        QTRY_COMPARE_WITH_TIMEOUT(chips().isVisible(), true, patience);
        QVERIFY(workspace().masked() == std::set<int>{1});
        QCOMPARE(workspace().secondText(), std::string("a b"));
        QVERIFY(filler().text().isHidden(2));
    }

    void everyControlIsExplained() {
        for (auto* button : page().findChildren<QPushButton*>()) {
            QVERIFY2(!button->toolTip().isEmpty(), qPrintable(button->text()));
        }
    }

    void nothingIsClippedAtTheSmallestScreen() {
        workspace().setSecondText("a b");
        window().resize(1280, 720);
        QCoreApplication::processEvents();
        QVERIFY(window().minimumSizeHint().width() <= 1280);
        QVERIFY(window().minimumSizeHint().height() <= 720);
        QCOMPARE(window().size(), QSize(1280, 720));
    }

private:
    void start(const QString& models = QStringLiteral(VITRINE_TEST_SOURCE_DIR "/../models")) {
        const ApplicationPaths paths{m_folder->filePath(QStringLiteral("settings.ini")),
            m_folder->filePath(QStringLiteral("session.json")), models.toStdString()};
        Settings(paths.settings).setLanguage(QStringLiteral("en"));
        m_application = std::make_unique<Application>(*qApp, paths);
        m_application->start();
        window().showPage(QStringLiteral("generate"));
        QVERIFY(QTest::qWaitForWindowActive(&window()));
    }

    void open(const char* name) {
        QTRY_VERIFY_WITH_TIMEOUT(!laboratory().models().isLoading(), patience);
        Q_EMIT window().folderOffered(
            std::filesystem::path(VITRINE_SOURCE_DIR "/tests/engine/api/cases/masked") / name);
        QTRY_VERIFY_WITH_TIMEOUT(
            workspace().model() && workspace().model()->info().name == name, patience);
    }

    /// Does something and waits for the answer to it.
    MaskAnswer answered(const std::function<void()>& act) {
        QSignalSpy answers(&filler(), &MaskFiller::answered);
        act();
        if (answers.isEmpty()) {
            answers.wait(patience);
        }
        return answers.isEmpty() ? MaskAnswer() : answers.back().front().value<MaskAnswer>();
    }

    void click(int position) {
        QTest::mouseClick(
            chips().viewport(), Qt::LeftButton, {}, chips().tokenRect(position).center());
    }

    void press(const char* name) {
        QTest::mouseClick(
            page().findChild<QPushButton*>(QString::fromLatin1(name)), Qt::LeftButton);
    }

    QAction* command(const char* id) { return window().commands().action(QString::fromLatin1(id)); }

    QString label(const char* name) {
        return page().findChild<QLabel*>(QString::fromLatin1(name))->text();
    }

    QVariant cell(int row, int column) {
        const auto* model = page().findChild<QTableView*>()->model();
        return model->index(row, column).data(widgets::exportRole);
    }

    MainWindow& window() { return m_application->window(); }
    Laboratory& laboratory() { return m_application->laboratory(); }
    Workspace& workspace() { return laboratory().workspace(); }
    MaskFiller& filler() { return laboratory().maskFiller(); }
    MaskedWords& page() { return *window().findChild<MaskedWords*>(); }
    TokenChips& chips() { return *page().findChild<TokenChips*>(QStringLiteral("maskedText")); }
    widgets::ProbabilityBars& bars() {
        return *page().findChild<widgets::ProbabilityBars*>(QStringLiteral("maskCandidates"));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Application> m_application;
};

QTEST_MAIN(TestMaskedWords)
#include "tst_masked_words.moc"
