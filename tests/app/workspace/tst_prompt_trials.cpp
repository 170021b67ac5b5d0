#include <QTest>

#include <QSignalSpy>

#include <cmath>

#include "app/workspace/prompt_trials.h"

using namespace vitrine;
using namespace vitrine::app;

namespace {

constexpr int patience = 20000; // ms, for a loaded machine
constexpr double tolerance = 1e-5; // relative; one pass over all tokens against one for each

PromptTrial trialOf(const char* prompt, const char* answer) {
    PromptTrial trial;
    trial.prompt = prompt;
    trial.answer = answer;
    return trial;
}

} // namespace

/// On a small model with random weights.
class TestPromptTrials : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_workspace = std::make_unique<Workspace>();
        m_trials = std::make_unique<PromptTrials>(*m_workspace, nullptr);
        m_workspace->setModel(loaded(), "tiny-en");
    }

    void theProbabilityFollowsTheChainRule() {
        m_trials->run({trialOf("one", " two three")});
        QTRY_COMPARE_WITH_TIMEOUT(m_trials->done().size(), std::size_t(1), patience);
        const auto& tokenizer = m_workspace->model()->tokenizer();
        auto ids = *tokenizer.encode("one", false);
        ids.insert(ids.begin(), *tokenizer.beginOfText());
        const auto answer = *tokenizer.encode(" two three", false);
        QVERIFY(answer.size() > 1);
        const auto session = m_workspace->model()->newSession();
        GenerationOptions options;
        options.candidates = tokenizer.vocabularySize();
        double expected = 1;
        for (const TokenId id : answer) {
            const auto next = session->nextToken(ids, options);
            QVERIFY(next);
            const auto found = std::ranges::find(next->candidates, id, &TokenProbability::id);
            QVERIFY(found != next->candidates.end());
            expected *= found->probability;
            ids.push_back(id);
        }
        const double found = m_trials->done().front().answerProbability.value_or(0);
        QVERIFY(std::abs(found / expected - 1) < tolerance);
    }

    void candidatesAreComparedByTheirProbabilities() {
        auto both = trialOf("one", " two");
        both.candidates = {{" two"}, {" two three"}};
        m_trials->run({both, trialOf("one", " two three")});
        QTRY_COMPARE_WITH_TIMEOUT(m_trials->done().size(), std::size_t(2), patience);
        const auto& found = m_trials->done().front();
        QCOMPARE(found.candidates.size(), std::size_t(2));
        const auto near = [](double a, double b) { return std::abs(a / b - 1) < tolerance; };
        const double first = std::exp(found.candidates[0].logProbability);
        const double second = std::exp(found.candidates[1].logProbability);
        QVERIFY(near(first, *found.answerProbability));
        QVERIFY(near(second, *m_trials->done().back().answerProbability));
        QVERIFY(near(found.candidates[0].share, first / (first + second)));
        QVERIFY(near(found.candidates[1].share, second / (first + second)));
        const auto tokens = m_workspace->model()->tokenizer().encode(" two three", false);
        QCOMPARE(found.candidates[1].tokens, static_cast<int>(tokens->size()));
    }

    void theContinuationIsTheMostProbableOne() {
        m_trials->run({trialOf("one", "")});
        QTRY_COMPARE_WITH_TIMEOUT(m_trials->done().size(), std::size_t(1), patience);
        const auto& trial = m_trials->done().front();
        QVERIFY(!trial.answerProbability);
        const auto& tokenizer = m_workspace->model()->tokenizer();
        auto ids = *tokenizer.encode("one", false);
        ids.insert(ids.begin(), *tokenizer.beginOfText());
        GenerationOptions options;
        options.maxNewTokens = 4;
        const auto start = m_workspace->model()->newSession()->generate(ids, options);
        QVERIFY(start);
        QVERIFY(!start->text.empty());
        QVERIFY(trial.continuation.starts_with(start->text));
    }

    void severalAreAnsweredInOrder() {
        QSignalSpy changed(m_trials.get(), &PromptTrials::changed);
        m_trials->run({trialOf("a", "x"), trialOf("b", "x"), trialOf("c", "x")});
        QVERIFY(m_trials->isRunning());
        QTRY_VERIFY_WITH_TIMEOUT(!m_trials->isRunning(), patience);
        QCOMPARE(m_trials->done().size(), std::size_t(3));
        QCOMPARE(m_trials->done()[1].prompt, std::string("b"));
        QVERIFY(changed.count() >= 4); // the beginning and each answer
    }

    void aStopKeepsWhatIsDone() {
        m_trials->run({trialOf("a", "x"), trialOf("b", "x")});
        connect(m_trials.get(), &PromptTrials::changed, m_trials.get(), [this] {
            if (m_trials->done().size() == 1 && m_trials->isRunning()) {
                m_trials->stop();
            }
        });
        QTRY_VERIFY_WITH_TIMEOUT(!m_trials->isRunning(), patience);
        QCOMPARE(m_trials->done().size(), std::size_t(1));
    }

    void anErrorEndsThem() {
        QSignalSpy failed(m_trials.get(), &PromptTrials::failed);
        m_trials->run(
            {trialOf("a", ""), trialOf(std::string(10000, 'a').c_str(), ""), trialOf("b", "")});
        QVERIFY(failed.wait(patience));
        QCOMPARE(failed.front().front().value<Error>().code, ErrorCode::PromptTooLong);
        QVERIFY(!m_trials->isRunning());
        QCOMPARE(m_trials->done().size(), std::size_t(1));
    }

    void anotherModelForgetsThem() {
        m_trials->run({trialOf("a", "x")});
        QTRY_COMPARE_WITH_TIMEOUT(m_trials->done().size(), std::size_t(1), patience);
        m_workspace->setModel(loaded(), "another");
        QVERIFY(m_trials->done().empty());
    }

private:
    static std::shared_ptr<const api::TextModel> loaded() {
        LoadOptions options;
        options.device = DeviceChoice::Cpu;
        return *api::TextModel::load(VITRINE_TEST_SOURCE_DIR "/../models/tiny-en", options);
    }

    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<PromptTrials> m_trials;
};

QTEST_GUILESS_MAIN(TestPromptTrials)
#include "tst_prompt_trials.moc"
