// Prints how long the table of n-grams holds the window's thread, which must be under 16 ms, and
// how long its worker sorts and searches meanwhile:
//
//     QT_QPA_PLATFORM=offscreen ngram_table_speed [millions of words]

#include <QApplication>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QImage>
#include <QScrollBar>
#include <QTableView>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "app/pages/ngram_table_model.h"
#include "engine/ngram/ngram_counter.h"
#include "widgets/common/theme.h"

namespace {

using namespace vitrine;
using namespace vitrine::app;

constexpr int Order = 3;
constexpr int Frames = 60;
constexpr double Words = 20000;
constexpr QSize Size(1100, 420);

using Counts = std::shared_ptr<const ngram::NgramCounts>;

double milliseconds(const QElapsedTimer& timer) {
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

/// Words whose frequencies fall as in a text (Zipf).
Counts countedWords(int millions) {
    std::mt19937 random(1);
    std::uniform_real_distribution<double> place;
    auto counter = ngram::NgramCounter::create({.order = Order}).value();
    for (int line = 0; line < millions * 50000; ++line) {
        std::string text;
        for (int i = 0; i < 20; ++i) {
            text += 'w' + std::to_string(static_cast<int>(std::pow(Words, place(random)))) + ' ';
        }
        if (!counter.addText(text, [](double) {}, {})) {
            std::abort();
        }
    }
    return counter.finish({}).value();
}

std::vector<std::uint32_t> find(const Counts& counts, const char* name, const NgramQuery& query) {
    QElapsedTimer timer;
    timer.start();
    auto rows = findNgrams(*counts, query, {});
    std::printf("worker, %s: %.0f ms, %zu rows\n", name, milliseconds(timer), rows.size());
    return rows;
}

/// The longest time that painting, after a jump or a step of the scroll bar, takes.
void printScrolling(QTableView& view) {
    QImage frame(Size, QImage::Format_ARGB32_Premultiplied);
    std::vector<double> times;
    auto* bar = view.verticalScrollBar();
    for (int i = 0; i < Frames; ++i) {
        QElapsedTimer timer;
        timer.start();
        bar->setValue(i % 2 == 0 ? bar->maximum() / Frames * i : bar->value() + 3);
        view.render(&frame);
        times.push_back(milliseconds(timer));
    }
    std::ranges::sort(times);
    std::printf("window, scrolling: median %.1f ms, worst %.1f ms a frame\n",
        times[times.size() / 2], times.back());
}

void printShowing(QTableView& view, NgramTableModel& table, const Counts& counts,
    std::vector<std::uint32_t> rows) {
    QImage frame(Size, QImage::Format_ARGB32_Premultiplied);
    QElapsedTimer timer;
    timer.start();
    table.setRows(counts, Order, std::move(rows));
    const double taken = milliseconds(timer);
    view.render(&frame);
    std::printf("window, new rows: %.1f ms, first frame %.1f ms\n", taken, milliseconds(timer));
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    widgets::Theme().applyTo(application);
    const auto counts = countedWords(argc > 1 ? std::atoi(argv[1]) : 5);
    NgramTableModel table(nullptr);
    QTableView view;
    view.setModel(&table);
    view.verticalHeader()->hide();
    view.resize(Size);
    view.show();
    const auto all = find(counts, "sort by count", {.order = Order, .text = {}});
    find(counts, "sort by share", {.order = Order, .text = {}, .sort = NgramQuery::Sort::Share});
    const auto few = find(counts, "search", {.order = Order, .text = "w77 w7"});
    for (int round = 0; round < 3; ++round) {
        printShowing(view, table, counts, all);
        printScrolling(view);
        printShowing(view, table, counts, few);
    }
}
