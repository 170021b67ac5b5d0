#include "app/pages/analogy_panel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTableView>
#include <QVBoxLayout>

#include "widgets/common/number_format.h"
#include "widgets/common/segmented_control.h"
#include "widgets/common/theme.h"
#include "widgets/embeddings/neighbour_model.h"
#include "widgets/generation/share_delegate.h"

namespace vitrine::app {

namespace {

constexpr int Decimals = 3;

QString nameOf(const AnalogyTerm& term) {
    return QString::fromStdString(term.word);
}

/// The sum of unit vectors, then how the best answer came to its score.
QString workedText(const WordAnalogy& analogy) {
    QString sum;
    for (const auto& term : analogy.terms) {
        const auto sign = term.negative ? QStringLiteral(" − ") : QStringLiteral(" + ");
        sum += sum.isEmpty() && !term.negative ? QString() : sign;
        sum += QStringLiteral("%1/%2").arg(
            nameOf(term), widgets::formatNumber(term.norm, Decimals));
    }
    QStringList lines{QStringLiteral("v = %1,  ‖v‖ = %2")
                          .arg(sum, widgets::formatNumber(analogy.sumNorm, Decimals))};
    if (analogy.answers.empty()) {
        return lines.front();
    }
    const auto& best = analogy.answers.front();
    const auto word = QString::fromStdString(best.neighbour.word);
    QString parts;
    for (std::size_t i = 0; i < analogy.terms.size(); ++i) {
        const auto value = widgets::formatNumber(best.cosines[i], Decimals);
        const bool negative = analogy.terms[i].negative;
        parts += (parts.isEmpty() ? (negative ? QStringLiteral("− ") : QString())
                                  : (negative ? QStringLiteral(" − ") : QStringLiteral(" + ")))
            + QStringLiteral("cos(%1, %2) %3").arg(word, nameOf(analogy.terms[i]), value);
    }
    const auto score = widgets::formatNumber(best.neighbour.score, Decimals);
    lines << (analogy.method == AnalogyMethod::CosineAddition
            ? QStringLiteral("cos(%1, v) = (%2) / ‖v‖ = %3").arg(word, parts, score)
            : QStringLiteral("%1: ∏ (cos₊ + 1)/2 / (∏ (cos₋ + 1)/2 + 0.001) = %2; %3")
                  .arg(word, score, parts));
    return lines.join(QLatin1Char('\n'));
}

} // namespace

std::pair<std::vector<std::string>, std::vector<std::string>> termsOf(const QString& sum) {
    static const QRegularExpression signs(QStringLiteral("(\\+|＋|−|－|–|(?<=\\s)-|^-)"));
    std::pair<std::vector<std::string>, std::vector<std::string>> terms;
    bool negative = false;
    qsizetype begin = 0;
    const auto take = [&](qsizetype end) {
        const auto word = sum.mid(begin, end - begin).trimmed();
        if (!word.isEmpty()) {
            (negative ? terms.second : terms.first).push_back(word.toStdString());
        }
    };
    auto matches = signs.globalMatch(sum);
    while (matches.hasNext()) {
        const auto match = matches.next();
        take(match.capturedStart());
        const auto sign = match.captured();
        negative = sign != QStringLiteral("+") && sign != QStringLiteral("＋");
        begin = match.capturedEnd();
    }
    take(sum.size());
    return terms;
}

AnalogyPanel::AnalogyPanel(WordSpace& space, QWidget* parent)
    : QWidget(parent), m_space(space), m_question(widgets::makeParented<QLineEdit>(this)),
      m_method(widgets::makeParented<widgets::SegmentedControl>(this)),
      m_map(widgets::makeParented<QPushButton>(this)),
      m_worked(widgets::makeParented<QLabel>(this)),
      m_model(widgets::makeParented<widgets::NeighbourModel>(this)),
      m_table(widgets::makeParented<QTableView>(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    auto* line = new QHBoxLayout;
    line->addWidget(m_question, 1);
    line->addWidget(m_method);
    line->addWidget(m_map);
    layout->addLayout(line);
    layout->addWidget(m_worked);
    layout->addWidget(m_table, 1);
    m_question->setObjectName(QStringLiteral("analogy"));
    m_map->setEnabled(false);
    m_worked->setWordWrap(true);
    m_worked->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    widgets::setTextRole(m_worked, widgets::TextRole::Number);
    m_model->setCheckable(false);
    m_table->setModel(m_model);
    m_table->setItemDelegateForColumn(
        widgets::NeighbourModel::Score, new widgets::ShareDelegate(m_table));
    m_table->setShowGrid(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    connect(m_question, &QLineEdit::returnPressed, this, &AnalogyPanel::solve);
    connect(m_method, &widgets::SegmentedControl::currentChanged, this, &AnalogyPanel::solve);
    connect(m_map, &QPushButton::clicked, this, &AnalogyPanel::showOnMap);
    connect(&space, &WordSpace::solved, this, &AnalogyPanel::show);
    retranslate();
    applyTheme();
}

QString AnalogyPanel::question() const {
    return m_question->text();
}

void AnalogyPanel::setQuestion(const QString& question) {
    m_question->setText(question);
}

void AnalogyPanel::solve() {
    const auto [positive, negative] = termsOf(m_question->text());
    if (!positive.empty()) {
        m_space.solve(positive, negative, static_cast<AnalogyMethod>(m_method->current()));
        Q_EMIT asked();
    }
}

void AnalogyPanel::show(const WordAnalogy& analogy) {
    m_analogy = analogy;
    std::vector<WordNeighbour> answers;
    for (const auto& answer : analogy.answers) {
        answers.push_back(answer.neighbour);
    }
    m_model->setNeighbours(std::move(answers), SimilarityMeasure::Cosine);
    m_worked->setText(workedText(analogy));
    m_map->setEnabled(!analogy.answers.empty());
}

/// Of a − b + c ≈ d: the arrows b → a and c → d, which should run alike.
void AnalogyPanel::showOnMap() {
    std::vector<std::string> positive;
    std::vector<std::string> negative;
    for (const auto& term : m_analogy->terms) {
        (term.negative ? negative : positive).push_back(term.word);
    }
    const auto& answer = m_analogy->answers.front().neighbour.word;
    auto words = positive;
    words.insert(words.end(), negative.begin(), negative.end());
    words.push_back(answer);
    std::vector<std::pair<std::string, std::string>> arrows;
    if (!negative.empty()) {
        arrows.emplace_back(negative.front(), positive.front());
        arrows.emplace_back(positive.back(), answer);
    }
    Q_EMIT mapAsked(words, arrows);
}

void AnalogyPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (widgets::isThemeChange(*event)) {
        applyTheme();
    }
}

void AnalogyPanel::retranslate() {
    m_question->setPlaceholderText(tr("king − man + woman"));
    m_question->setToolTip(tr("Words with + and − between them; Return works the sum out"));
    m_question->setAccessibleName(tr("Analogy"));
    m_method->setSegments(
        {{QStringLiteral("3CosAdd"), tr("The word nearest to the sum of unit vectors")},
            {QStringLiteral("3CosMul"), tr("Products of cosines instead of their sum")}});
    m_map->setText(tr("Show on the map"));
    m_map->setToolTip(tr("Puts the words and the arrows between them on the map"));
    m_table->setToolTip(tr("Words nearest to the sum, those of the question left out"));
    m_table->setAccessibleName(tr("Answers"));
    m_model->retranslate();
    if (!m_analogy) {
        m_worked->setText(tr("Type a sum of words and press Return: what is to king as woman is to "
                             "man?"));
    }
}

void AnalogyPanel::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    layout()->setSpacing(theme.px(8));
    m_table->verticalHeader()->setDefaultSectionSize(theme.px(28));
}

} // namespace vitrine::app
