#include "app/pages/word_set_panel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QRegularExpression>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

#include "widgets/common/legend_bar.h"
#include "widgets/common/number_format.h"
#include "widgets/common/number_table.h"
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
    {QT_TRANSLATE_NOOP("vitrine::app::WordSetPanel", "Textbook: words of time near, coffee far"),
        "age epoch years era time coffee 时代 年代 年龄 年纪 咖啡"},
    {QT_TRANSLATE_NOOP("vitrine::app::WordSetPanel", "Drinks, days and family"),
        "coffee tea wine beer monday tuesday friday sunday mother father sister brother "
        "咖啡 啤酒 牛奶 果汁 星期一 星期六 星期日 父亲 母亲 姐姐 哥哥"},
    {QT_TRANSLATE_NOOP("vitrine::app::WordSetPanel", "King and queen"),
        "king queen prince princess man woman boy girl 国王 女王 公主 男人 女人 男孩 女孩"},
    {QT_TRANSLATE_NOOP("vitrine::app::WordSetPanel", "Water and land"),
        "sea ocean river water ship whale land house garden tree 大海 河 水 船 鱼 山 花园 树"},
};

constexpr int LegendDecimals = 1;
constexpr std::size_t ExamplePreset = 1; ///< whose clusters part plainly

QString joined(const std::vector<std::string>& words) {
    QStringList list;
    for (const auto& word : words) {
        list.append(QString::fromStdString(word));
    }
    return list.join(QLatin1Char(' '));
}

/// An ampersand would underline what follows it.
QString menuText(const QString& name) {
    return QString(name).replace(QLatin1Char('&'), QStringLiteral("&&"));
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
      m_menu(widgets::makeParented<QMenu>(this)),
      m_legend(widgets::makeParented<widgets::LegendBar>(
          [this](const widgets::Theme& theme) {
              return m_shown.measure == SimilarityMeasure::Euclidean
                  ? widgets::ColorScale::sequential(theme)
                  : widgets::ColorScale::difference(theme);
          },
          this)),
      m_note(widgets::makeParented<QLabel>(this)),
      m_matrix(widgets::makeParented<widgets::MatrixView>(this)),
      m_table(widgets::makeParented<widgets::NumberTable>(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    auto* line = new QHBoxLayout;
    line->addWidget(m_list, 1);
    line->addWidget(m_legend);
    line->addWidget(m_presets);
    layout->addLayout(line);
    layout->addWidget(m_note);
    layout->addWidget(m_matrix, 1);
    m_list->setObjectName(QStringLiteral("wordSet"));
    m_menu->setObjectName(QStringLiteral("wordSets"));
    m_presets->setMenu(m_menu);
    connect(m_menu, &QMenu::aboutToShow, this, &WordSetPanel::fillMenu);
    m_presets->setPopupMode(QToolButton::InstantPopup);
    m_note->setWordWrap(true);
    widgets::setTextRole(m_note, widgets::TextRole::Caption);
    connect(m_list, &QLineEdit::editingFinished, this, &WordSetPanel::takeList);
    connect(&space, &WordSpace::opened, this, &WordSetPanel::refresh);
    connect(&space, &WordSpace::related, this, &WordSetPanel::show);
    connect(m_matrix, &widgets::MatrixView::cellSelected, this,
        [this](const widgets::MatrixGeometry::Cell& cell) {
            if (const auto words = wordsAt(cell); !words.isEmpty()) {
                Q_EMIT pairAsked(words.front(), words.back());
            }
        });
    connect(m_matrix, &widgets::MatrixView::cellHovered, this,
        [this](const widgets::MatrixGeometry::Cell& cell) { Q_EMIT wordsHovered(wordsAt(cell)); });
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

void WordSetPanel::fillMenu() {
    m_menu->clear();
    for (std::size_t i = 0; i < std::size(Presets); ++i) {
        m_menu->addAction(tr(Presets[i].name), this, [this, i] {
            takePreset(i);
            askForNearPair();
        });
    }
    m_menu->addSeparator();
    addOwnLists();
}

void WordSetPanel::addOwnLists() {
    for (const auto& list : m_lists) {
        m_menu->addAction(
            menuText(list.name), this, [this, words = list.words] { setWords(words); });
    }
    m_menu->addAction(tr("Save the set as…"), this, &WordSetPanel::saveList)
        ->setEnabled(!m_words.empty());
    if (m_lists.empty()) {
        return;
    }
    auto* deletion = m_menu->addMenu(tr("Delete"));
    for (const auto& list : m_lists) {
        deletion->addAction(
            menuText(list.name), this, [this, name = list.name] { deleteList(name); });
    }
}

void WordSetPanel::setLists(std::vector<WordList> lists) {
    m_lists = std::move(lists);
}

/// A name that is taken stands for the new set from then on.
void WordSetPanel::saveList() {
    const auto name
        = QInputDialog::getText(this, tr("Save the set"), tr("Name of the set:")).trimmed();
    if (name.isEmpty()) {
        return;
    }
    const auto taken = std::ranges::find(m_lists, name, &WordList::name);
    if (taken == m_lists.end()) {
        m_lists.push_back({name, m_words});
    } else {
        taken->words = m_words;
    }
    Q_EMIT listsChanged();
}

void WordSetPanel::deleteList(const QString& name) {
    std::erase_if(m_lists, [&name](const WordList& list) { return list.name == name; });
    Q_EMIT listsChanged();
}

const QAbstractItemModel* WordSetPanel::table() const {
    return m_table;
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

/// The words of a preset begin with two that are near, so that their angle is drawn at once.
void WordSetPanel::askForNearPair() {
    if (m_words.size() > 1) {
        Q_EMIT pairAsked(QString::fromStdString(m_words[0]), QString::fromStdString(m_words[1]));
    }
}

void WordSetPanel::takeExample() {
    takePreset(ExamplePreset);
}

void WordSetPanel::refresh() {
    m_list->setText(joined(m_words));
    m_list->setCursorPosition(0);
    QStringList missing;
    for (const auto& word : m_words) {
        if (m_space.table() && m_space.rowsOf({word}).empty()) {
            missing.append(QString::fromStdString(word));
        }
    }
    m_note->setVisible(!missing.isEmpty());
    m_note->setText(tr("Not among these vectors: %1").arg(missing.join(u", ")));
    m_space.relate(m_words, m_measure);
}

void WordSetPanel::show(const WordMatrix& matrix) {
    m_shown = matrix;
    m_names.clear();
    for (const auto& word : matrix.words) {
        m_names.append(QString::fromStdString(word));
    }
    m_matrix->setMatrix(matrix.values, static_cast<int>(matrix.words.size()));
    m_matrix->setRowNames(m_names);
    m_matrix->setColumnNames(m_names);
    m_matrix->setColors(matrix.measure == SimilarityMeasure::Euclidean
            ? widgets::MatrixView::Colors::Positive
            : widgets::MatrixView::Colors::Signed);
    m_matrix->setName(widgets::measureText(matrix.measure));
    showLegend();
    m_table->setNumbers(QStringList(widgets::measureText(matrix.measure)) + m_names, m_names,
        {matrix.values.begin(), matrix.values.end()});
}

void WordSetPanel::showLegend() {
    const auto& range = m_matrix->range();
    m_legend->setVisible(!m_names.isEmpty());
    m_legend->setTexts(widgets::measureText(m_shown.measure),
        widgets::formatNumber(range.low, LegendDecimals),
        widgets::formatNumber(range.high, LegendDecimals));
}

QStringList WordSetPanel::wordsAt(const widgets::MatrixGeometry::Cell& cell) const {
    if (!cell.isValid() || std::max(cell.row, cell.column) >= m_names.size()) {
        return {};
    }
    return cell.row == cell.column ? QStringList{m_names[cell.row]}
                                   : QStringList{m_names[cell.row], m_names[cell.column]};
}

void WordSetPanel::highlight(const QStringList& words) {
    std::vector<int> lines;
    for (const auto& word : words) {
        if (const auto line = m_names.indexOf(word); line >= 0) {
            lines.push_back(static_cast<int>(line));
        }
    }
    m_matrix->setMarked(std::move(lines));
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
    refresh();
    show(m_shown);
}

void WordSetPanel::applyTheme() {
    layout()->setSpacing(widgets::Theme::of(this).px(8));
}

} // namespace vitrine::app
