#include <functional>
#include <memory>

#include <QAbstractButton>
#include <QApplication>
#include <QLabel>
#include <QTest>
#include <QTranslator>

#include "tests/widgets/gallery/sample_data.h"
#include "widgets/attention/attention_atlas.h"
#include "widgets/attention/attention_heat_map.h"
#include "widgets/attention/attention_links.h"
#include "widgets/attention/attention_why.h"
#include "widgets/attention/head_table.h"
#include "widgets/attention/output_change_bars.h"
#include "widgets/chat/chat_view.h"
#include "widgets/common/card.h"
#include "widgets/common/theme.h"
#include "widgets/common/vector_strip.h"
#include "widgets/embeddings/angle_view.h"
#include "widgets/embeddings/cosine_why.h"
#include "widgets/embeddings/point_map_view.h"
#include "widgets/generation/continuation_cards.h"
#include "widgets/generation/continuation_tree.h"
#include "widgets/generation/probability_bars.h"
#include "widgets/generation/processor_steps_view.h"
#include "widgets/generation/sampling_panel.h"
#include "widgets/generation/share_bar.h"
#include "widgets/generation/template_editor.h"
#include "widgets/layers/activation_curve.h"
#include "widgets/layers/block_diagram.h"
#include "widgets/layers/block_walk_view.h"
#include "widgets/layers/contribution_bars.h"
#include "widgets/layers/logit_lens_table.h"
#include "widgets/layers/matrix_view.h"
#include "widgets/layers/neuron_examples.h"
#include "widgets/layers/neuron_view.h"
#include "widgets/layers/patch_panel.h"
#include "widgets/layers/position_view.h"
#include "widgets/layers/residual_norms_plot.h"
#include "widgets/ngram/comparison_chart.h"
#include "widgets/tasks/answer_curves.h"
#include "widgets/tasks/label_bars.h"
#include "widgets/tasks/span_text.h"
#include "widgets/tokens/merge_steps_view.h"
#include "widgets/tokens/token_chips.h"
#include "widgets/tokens/token_shading.h"
#include "widgets/tokens/token_strip.h"
#include "widgets/tokens/token_table.h"

using namespace vitrine;
using namespace vitrine::widgets;

using Factory = std::function<QWidget*()>;
Q_DECLARE_METATYPE(Factory)

namespace {

constexpr QChar mark(u'«');

/// Puts a mark before every translatable text.
class MarkingTranslator : public QTranslator {
public:
    bool isEmpty() const override { return false; }
    QString translate(const char* context, const char* source, const char*, int) const override {
        const bool own = QByteArray(context).startsWith("vitrine::");
        return own ? mark + QString::fromUtf8(source) : QString();
    }
};

template <typename T>
T* made(const std::function<void(T&)>& fill) {
    auto* widget = new T(nullptr);
    fill(*widget);
    return widget;
}

std::shared_ptr<const AttentionCells> threeTokens() {
    return std::make_shared<const AttentionCells>(
        arrangeAttention(gallery::attentionMap(3), gallery::tokens({"a", " b", " c"}), {}));
}

} // namespace

/// What holds for every widget: its words change with the language, its controls are named and
/// explained, and it can be painted in both themes at every zoom.
class TestEveryWidget : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme().applyTo(*qApp); }

    void wordsChangeWithTheLanguage_data() { addWidgets(); }
    void wordsChangeWithTheLanguage() {
        QFETCH(Factory, make);
        const std::unique_ptr<QWidget> widget(make());
        widget->show();
        MarkingTranslator translator;
        QApplication::installTranslator(&translator);
        QApplication::processEvents();
        auto all = widget->findChildren<QWidget*>();
        all.prepend(widget.get());
        int words = 0;
        for (const auto* part : all) {
            for (const QString& text : {part->toolTip(), part->accessibleName()}) {
                QVERIFY2(text.isEmpty() || text.contains(mark), qPrintable(text));
                words += text.isEmpty() ? 0 : 1;
            }
        }
        QVERIFY(words > 0);
        QApplication::removeTranslator(&translator);
        QApplication::processEvents();
        for (const auto* part : all)
            QVERIFY2(!part->accessibleName().contains(mark), qPrintable(part->accessibleName()));
    }

    void controlsAreNamedAndExplained_data() { addWidgets(); }
    void controlsAreNamedAndExplained() {
        QFETCH(Factory, make);
        const std::unique_ptr<QWidget> widget(make());
        widget->show();
        auto controls = widget->findChildren<QWidget*>();
        controls.prepend(widget.get());
        for (const auto* control : controls) {
            if (control->focusPolicy() == Qt::NoFocus
                || control->objectName().startsWith(QLatin1String("qt_")))
                continue;
            const auto* button = qobject_cast<const QAbstractButton*>(control);
            const bool named
                = !control->accessibleName().isEmpty() || (button && !button->text().isEmpty());
            QVERIFY2(named, control->metaObject()->className());
            const bool explained
                = !control->toolTip().isEmpty() || !control->accessibleDescription().isEmpty();
            QVERIFY2(!button || explained, qPrintable(control->accessibleName()));
        }
    }

    void paintsInEveryTheme_data() { addWidgets(); }
    void paintsInEveryTheme() {
        QFETCH(Factory, make);
        const std::unique_ptr<QWidget> widget(make());
        widget->show();
        for (const auto scheme : {ColorScheme::Dark, ColorScheme::Light}) {
            for (const int zoom : {Theme::minimumZoom, 175, Theme::maximumZoom}) {
                const Theme theme(scheme, zoom);
                theme.applyTo(*qApp);
                QApplication::processEvents();
                const QImage image = widget->grab().toImage();
                QVERIFY(hasInk(image));
                // The window is at least 1280 × 720; at 175 % a view must still fit beside the
                // rail.
                if (zoom == 175)
                    QVERIFY2(widget->minimumSizeHint().width() <= 1100,
                        qPrintable(QString::number(widget->minimumSizeHint().width())));
            }
        }
        Theme().applyTo(*qApp);
    }

private:
    static void addWidgets() {
        QTest::addColumn<Factory>("make");
        const auto row
            = [](const char* name, Factory make) { QTest::newRow(name) << std::move(make); };
        row("card", [] {
            return made<Card>([](Card& card) {
                auto* bars = new ProbabilityBars(&card);
                bars->setDistribution(gallery::distribution(), {});
                card.setContent(bars);
                card.setFigure(bars);
            });
        });
        row("vector strip", [] {
            return made<VectorStrip>([](VectorStrip& strip) {
                strip.setName(QStringLiteral("q"));
                strip.setValues({1, -1, 0.5F});
            });
        });
        row("comparison chart", [] {
            return made<ComparisonChart>([](ComparisonChart& chart) {
                chart.setComparison(seriesOf({{QStringLiteral("3-gram"), ModelFamily::Ngram},
                                                 {QStringLiteral("GPT"), ModelFamily::Transformer}},
                                        /*dark=*/false),
                    {{QStringLiteral("the"), {0.2, 0.3}}, {QStringLiteral("a"), {0.1, 0.05}}});
            });
        });
        row("attention heat map", [] {
            return made<AttentionHeatMap>([](AttentionHeatMap& map) {
                map.setPicture(std::make_shared<const AttentionPicture>(
                    threeTokens(), PictureOptions{.scale = WeightScale::PerRow}));
            });
        });
        row("attention heat map, empty", [] { return new AttentionHeatMap(nullptr); });
        row("attention links", [] {
            return made<AttentionLinks>(
                [](AttentionLinks& links) { links.setCells(threeTokens()); });
        });
        row("attention atlas", [] {
            return made<AttentionAtlas>([](AttentionAtlas& atlas) {
                atlas.setModel(2, 2, /*causal=*/true);
                atlas.addSummary(gallery::headSummary({0, 1}, 8));
                atlas.setSelected(HeadIndex{0, 1});
            });
        });
        row("head table", [] {
            return made<HeadTable>([](HeadTable& table) {
                table.setModel(2, 2);
                table.setStatistics({0, 1}, gallery::headSummary({0, 1}, 8).statistics);
            });
        });
        row("attention why", [] {
            return made<AttentionWhy>([](AttentionWhy& why) {
                why.setDerivation(gallery::derivation(9),
                    QString(9, QLatin1Char('x')).split(QString(), Qt::SkipEmptyParts));
            });
        });
        row("attention why, empty", [] { return new AttentionWhy(nullptr); });
        row("output change", [] {
            return made<OutputChangeBars>(
                [](OutputChangeBars& bars) { bars.setChange(gallery::outputChange(3)); });
        });
        row("sampling panel", [] {
            return made<SamplingPanel>([](SamplingPanel& panel) {
                GenerationOptions options;
                options.strategy = DecodingStrategy::Sample;
                panel.setOptions(options);
            });
        });
        row("template editor", [] { return new TemplateEditor(nullptr); });
        row("probability bars", [] {
            return made<ProbabilityBars>(
                [](ProbabilityBars& bars) { bars.setDistribution(gallery::distribution(), {}); });
        });
        row("processor steps", [] {
            return made<ProcessorStepsView>([](ProcessorStepsView& view) {
                view.setDistribution(gallery::distribution(), {});
            });
        });
        row("continuation tree", [] {
            return made<ContinuationTree>([](ContinuationTree& tree) {
                tree.setNodes(branchesOf(gallery::beams(), "who"), 1);
            });
        });
        row("continuation cards", [] {
            return made<ContinuationCards>([](ContinuationCards& cards) {
                cards.setContinuations({{1, QStringLiteral("one"), -1, 1, false},
                    {2, QStringLiteral("two"), -2, 1, true}});
            });
        });
        addLayerWidgets();
        row("merge steps", [] {
            return made<MergeStepsView>(
                [](MergeStepsView& view) { view.setSteps(gallery::byteLevelSteps()); });
        });
        row("masked token chips", [] {
            return made<TokenChips>([](TokenChips& chips) {
                chips.setTokens(gallery::tokens({"the", " cat", " sat"}));
                chips.setGuesses({{1, {QStringLiteral("dog"), 0.4, false}}, {2, {}}});
            });
        });
        row("conversation", [] {
            return made<ChatView>([](ChatView& view) {
                ChatMessage question;
                question.name = QStringLiteral("You");
                question.text = QStringLiteral("a");
                ChatMessage answer;
                answer.side = ChatMessage::Side::Assistant;
                answer.text = QString::fromStdString(gallery::textOf(gallery::englishTokens()));
                answer.tokens = gallery::englishTokens();
                answer.variants = 2;
                answer.canRegenerate = true;
                view.setMessages({question, answer});
            });
        });
        row("share bar", [] {
            return made<ShareBar>([](ShareBar& bar) {
                bar.setNames(QStringLiteral("yes"), QStringLiteral("no"));
                bar.setShare(0.7);
            });
        });
        row("token chips", [] {
            return made<TokenChips>([](TokenChips& chips) {
                chips.setTokens(gallery::tokens({"a", " b"}));
            });
        });
        row("token table", [] {
            return made<TokenTable>(
                [](TokenTable& table) { table.setTokens(gallery::chineseTokens()); });
        });
        row("token strip", [] {
            return made<TokenStrip>([](TokenStrip& strip) {
                strip.setText(QString::fromStdString(gallery::textOf(gallery::englishTokens())));
                strip.setTokens(gallery::englishTokens());
            });
        });
    }

    static void addLayerWidgets() {
        const auto row
            = [](const char* name, Factory make) { QTest::newRow(name) << std::move(make); };
        row("block diagram", [] {
            return made<BlockDiagram>(
                [](BlockDiagram& diagram) { diagram.setAnatomy(gallery::anatomy()); });
        });
        row("block walk", [] {
            return made<BlockWalkView>([](BlockWalkView& view) {
                view.setWalk(gallery::blockWalk(gallery::anatomy(), 4), gallery::anatomy(), {});
            });
        });
        row("activation curve", [] {
            return made<ActivationCurve>([](ActivationCurve& curve) {
                curve.setPoints({-2, 0.5F, 3});
            });
        });
        row("logit lens", [] {
            return made<LogitLensTable>([](LogitLensTable& table) {
                table.reset(3, {QStringLiteral("a"), QStringLiteral("b")});
                table.addColumns(gallery::logitLens(3, 2));
            });
        });
        row("map of words", [] {
            return made<PointMapView>([](PointMapView& view) {
                view.setMap({2, {0, 0, 1, 2}, {}}, {QStringLiteral("a"), QStringLiteral("b")});
            });
        });
        row("angle", [] {
            return made<AngleView>([](AngleView& view) {
                view.setArrows({QStringLiteral("a"), 1}, {QStringLiteral("b"), 2}, 60);
            });
        });
        row("why a cosine", [] {
            return made<CosineWhy>([](CosineWhy& why) {
                why.setDerivation({"a", "b", {3, 4}, {4, 3}, {12, 12}, 24, 5, 5, 0.96, 16.3, 1.4});
            });
        });
        row("residual norms", [] {
            return made<ResidualNormsPlot>(
                [](ResidualNormsPlot& plot) { plot.setNorms(gallery::residualNorms(3, 5)); });
        });
        row("contributions", [] {
            return made<ContributionBars>(
                [](ContributionBars& bars) { bars.setContributions(gallery::contributions()); });
        });
        row("matrix", [] {
            return made<MatrixView>([](MatrixView& view) { view.setMatrix({1, -1, 0, 2}, 2); });
        });
        row("labels", [] {
            return made<LabelBars>([](LabelBars& bars) {
                bars.setRows({{QStringLiteral("yes"), 0.75}, {QStringLiteral("no"), 0.25}});
            });
        });
        row("spans", [] {
            return made<SpanText>([](SpanText& text) {
                text.setParts("a b", {{2, 3, 0, 1, QStringLiteral("PER"), {}}});
            });
        });
        row("answer curves", [] {
            return made<AnswerCurves>([](AnswerCurves& curves) {
                curves.setTokens("a b", {{0, 1, 0.9, 0.1}, {2, 3, 0.1, 0.9}});
            });
        });
        row("neurons", [] {
            return made<NeuronView>([](NeuronView& view) {
                view.setActivations(gallery::neuronActivations(2), gallery::tokens({"a", " b"}));
            });
        });
        row("neuron examples", [] {
            return made<NeuronExamples>([](NeuronExamples& view) {
                view.setNeuron(7);
                view.setExamples(
                    {{1, gallery::tokens({"a", " b"}), {0.5F, 2}, 1}}, QStringLiteral("texts.txt"));
            });
        });
        row("positions", [] {
            return made<PositionView>([](PositionView& view) {
                view.setEncoding(PositionView::Learned, gallery::positionEncoding(8, 6));
            });
        });
        row("patching", [] {
            return made<PatchPanel>([](PatchPanel& panel) {
                panel.setTokens(gallery::tokens({"a", " b"}), 1);
                panel.setChange(gallery::outputChange(2));
            });
        });
        row("token shading", [] {
            return made<TokenShading>([](TokenShading& shading) {
                shading.setTokens(gallery::tokens({"a", " b"}), {1, -1});
            });
        });
    }

    /// More than one colour.
    static bool hasInk(const QImage& image) {
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                if (image.pixel(x, y) != image.pixel(0, 0))
                    return true;
            }
        }
        return false;
    }
};

QTEST_MAIN(TestEveryWidget)
#include "tst_every_widget.moc"
