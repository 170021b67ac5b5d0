#include "app/pages/word_set_panel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QRegularExpression>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

#include "widgets/common/theme.h"
#include "widgets/embeddings/neighbour_model.h"
#include "widgets/layers/matrix_view.h"

namespace vitrine::app {

namespace {

struct Preset {
    const char* name;
    const char* words; ///< in both languages; those that the vectors lack are left out
};

/// Words whose likeness a class can guess before it looks.
constexpr Preset Presets[] = {
    {QT_TRANSLATE_NOOP("WordSetPanel", "Textbook: age and epoch near, coffee far"),
        "age epoch era time years coffee 年龄 年纪 时代 年代 咖啡"},
    {QT_TRANSLATE_NOOP("WordSetPanel", "Drinks, days and family"),
        "coffee tea wine beer monday tuesday friday sunday mother father sister brother "
        "咖啡 啤酒 牛奶 果汁 星期一 星期六 星期日 父亲 母亲 姐姐 哥哥"},
    {QT_TRANSLATE_NOOP("WordSetPanel", "King and queen"),
        "king queen prince princess man woman boy girl 国王 女王 公主 男人 女人 男孩 女孩"},
    {QT_TRANSLATE_NOOP("WordSetPanel", "Water and land"),
        "sea ocean river water ship whale land house garden tree 大海 河 水 船 鱼 山 花园 树"},
};

constexpr std::size_t ExamplePreset = 1; ///< whose clusters part plainly

QString joined(const std::vector<std::string>& words) {
    QStringList list;
    for (const auto& word : words) {
        list.append(QString::fromStdString(word));
    }
    return list.join(QLatin1Char(' '));
}

std::vector<std::string> split(const QString& list) {
    static const QRegularExpression separators(QStringLiteral("[\\s,;，、；]+"));
    std::vector<std::string> words;
    for (const auto& word : list.split(separators, Qt::SkipEmptyParts)) {
        words.push_back(word.toStdString());
    }
    return words;
}

} // namespace

WordSetPanel::WordSetPanel(WordSpace& space, QWidget* parent)
    : QWidget(parent), m_space(space), m_list(widgets::makeParented<QLineEdit>(this)),
      m_presets(widgets::makeParented<QToolButton>(this)),
      m_menu(widgets::makeParented<QMenu>(this)), m_note(widgets::makeParented<QLabel>(this)),
      m_matrix(widgets::makeParented<widgets::MatrixView>(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    auto* line = new QHBoxLayout;
    line->addWidget(m_list, 1);
    line->addWidget(m_presets);
    layout->addLayout(line);
    layout->addWidget(m_note);
    layout->addWidget(m_matrix, 1);
    m_list->setObjectName(QStringLiteral("wordSet"));
    m_presets->setMenu(m_menu);
    m_presets->setPopupMode(QToolButton::InstantPopup);
    m_note->setWordWrap(true);
    widgets::setTextRole(m_note, widgets::TextRole::Caption);
    connect(m_list, &QLineEdit::editingFinished, this, &WordSetPanel::takeList);
    connect(&space, &WordSpace::opened, this, &WordSetPanel::refresh);
    connect(m_matrix, &widgets::MatrixView::cellSelected, this,
        [this](const widgets::MatrixGeometry::Cell& cell) {
            const auto count = static_cast<int>(m_rows.size());
            if (cell.isValid() && cell.row < count && cell.column < count) {
                const auto word = [this](int place) {
                    const auto text
                        = m_space.table()->word(m_rows[static_cast<std::size_t>(place)]);
                    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
                };
                Q_EMIT pairAsked(word(cell.row), word(cell.column));
            }
        });
    retranslate();
    applyTheme();
}

void WordSetPanel::setWords(std::vector<std::string> words) {
    if (words == m_words) {
        return;
    }
    m_words = std::move(words);
    refresh();
    Q_EMIT wordsChanged();
}

void WordSetPanel::setWord(const QString& word, bool chosen) {
    auto words = m_words;
    const auto found = std::ranges::find(words, word.toStdString());
    if (chosen && found == words.end()) {
        words.push_back(word.toStdString());
    } else if (!chosen && found != words.end()) {
        words.erase(found);
    }
    setWords(std::move(words));
}

void WordSetPanel::setMeasure(SimilarityMeasure measure) {
    m_measure = measure;
    refresh();
}

void WordSetPanel::takeList() {
    setWords(split(m_list->text()));
}

void WordSetPanel::buildPresets() {
    m_menu->clear();
    for (std::size_t i = 0; i < std::size(Presets); ++i) {
        m_menu->addAction(tr(Presets[i].name), this, [this, i] { takePreset(i); });
    }
}

void WordSetPanel::takePreset(std::size_t number) {
    std::vector<std::string> known;
    for (const auto& word : split(QString::fromUtf8(Presets[number].words))) {
        if (!m_space.rowsOf({word}).empty()) {
            known.push_back(word);
        }
    }
    setWords(std::move(known));
}

void WordSetPanel::takeExample() {
    takePreset(ExamplePreset);
}

void WordSetPanel::refresh() {
    m_list->setText(joined(m_words));
    m_list->setCursorPosition(0);
    m_rows = m_space.rowsOf(m_words);
    QStringList names;
    QStringList missing;
    for (const int row : m_rows) {
        const auto word = m_space.table()->word(row);
        names.append(QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size())));
    }
    for (const auto& word : m_words) {
        if (m_space.table() && m_space.rowsOf({word}).empty()) {
            missing.append(QString::fromStdString(word));
        }
    }
    m_note->setVisible(!missing.isEmpty());
    m_note->setText(tr("Not among these vectors: %1").arg(missing.join(u", ")));
    std::vector<float> values;
    if (!m_rows.empty()) {
        const auto matrix = m_space.matrix(m_rows, m_measure);
        values.assign(matrix.begin(), matrix.end());
    }
    m_matrix->setMatrix(std::move(values), static_cast<int>(m_rows.size()));
    m_matrix->setRowNames(names);
    m_matrix->setColumnNames(names);
    m_matrix->setColors(m_measure == SimilarityMeasure::Euclidean
            ? widgets::MatrixView::Colors::Positive
            : widgets::MatrixView::Colors::Signed);
    m_matrix->setName(widgets::measureText(m_measure));
}

void WordSetPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (widgets::isThemeChange(*event)) {
        applyTheme();
    }
}

void WordSetPanel::retranslate() {
    m_list->setPlaceholderText(tr("Words to compare, with spaces between them"));
    m_list->setToolTip(
        tr("The set of words: what is typed here stands in the matrix and on the map"));
    m_list->setAccessibleName(tr("Set of words"));
    m_presets->setText(tr("Presets"));
    m_presets->setToolTip(tr("Sets of words to begin with"));
    m_presets->setAccessibleName(tr("Presets"));
    buildPresets();
    refresh();
}

void WordSetPanel::applyTheme() {
    layout()->setSpacing(widgets::Theme::of(this).px(8));
}

} // namespace vitrine::app
